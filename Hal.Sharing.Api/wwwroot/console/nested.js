import { h, userText } from './dom.js';
import { isObject, Resource } from './hal.js';
import { shortTitle } from './labels.js';
import * as presentation from './presentation.js';
import { anchor } from './router.js';

const isList = value => Array.isArray(value) && value.length > 0 && value.every(isObject);

/** Whether a property is a list of objects with sentences for them. */
export const isNested = (key, value) => isList(value) && presentation.nestedLists?.[key] !== undefined;

/** Renders the lists of a state whose items have sentences: what each says, what follows from it, and its links. */
export const nestedViews = (resource, page) => Object.entries(resource.state).filter(([key, value]) => isNested(key, value))
  .map(([key, value]) => {
    const { title, tell } = presentation.nestedLists[key];
    const items = value.map(json => new Resource(json, resource.base, { curies: resource.curies }));
    return h('section', { class: 'nested', 'aria-label': title },
      page.isUnfolded ? null : h('h2', {}, title),
      h('ul', { class: 'reasons' }, items.map(item => itemView(item, tell(item.state)))));
  });

function itemView(item, { sentence, grade, remark }) {
  const links = item.links.filter(link => !link.needsInput && link.url());
  return h('li', {},
    h('p', {}, sentence.map(part => (typeof part === 'string' ? part : h('strong', {}, userText(part.name)))),
      grade ? [' ', h('span', { class: 'chip' }, grade)] : null),
    remark ? h('p', { class: 'muted' }, remark) : null,
    links.length > 0
      ? h('p', { class: 'meta' }, links.map((link, index) => [index > 0 ? ' · ' : null, anchor(link.url(), shortTitle(link))]))
      : null);
}
