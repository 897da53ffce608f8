import * as presentation from './presentation.js';
import { button, freshId, h } from './dom.js';
import { anchor, go, placeOf, samePath } from './router.js';
import { pageLinks } from './session.js';
import { read as readTemplate } from './uri-template.js';
import { linkTitle, readable } from './words.js';

// Relations registered at IANA that only make sense where they are used, and those that lead to descriptions for programs.
const structural = new Set(['self', 'first', 'prev', 'next', 'last', 'profile', 'service-desc', 'service-meta']);

export const isText = link => link.isPage || link.isDocumentation;

/** Links to go to, the more important ones first: neither forms, nor pages, nor what has to be filled in first. */
export function destinations(resource) {
  const own = resource.address;
  const rank = link => (presentation.order ?? []).indexOf(link.rel) + 1 || 1000;
  return resource.links
    .filter(link => !structural.has(link.rel) && !isText(link) && !link.isOpen && link.address() && !isForm(resource, link) && link.address() !== own)
    .sort((one, other) => rank(one) - rank(other));
}

/** Whether a link's relation is there as a form, which then stands for it. */
const isForm = (resource, link) => resource.templates.some(template => template.key === link.local || template.key === link.rel);

/** Links that want something filled in before they lead anywhere. */
export const openLinks = resource => resource.links.filter(link => link.isOpen && !isForm(resource, link));

/** A link with its title, and the page that explains it. */
export function linkView(link, { attributes = {}, press = null } = {}) {
  const help = link.documentation;
  const title = linkTitle(link);
  return h('span', { class: 'link' },
    press ? button(title, press, { class: 'as-link', 'data-key': link.rel }) : anchor(link.address(), title, attributes),
    help ? h('a', { class: 'help', href: help, target: '_blank', rel: 'noopener', title: `What “${title}” means`, 'aria-label': `What “${title}” means` }, '?') : null);
}

/** A templated link as a form to search or to look something up; the first variable is in sight, the others on demand. */
export function searchForm(link, values = {}) {
  const prompt = name => presentation.variables?.[name] ?? readable(name);
  const known = link.variables.filter((variable, index) => index === 0 || !(presentation.technical ?? []).includes(variable.name));
  const inputs = known.map(variable => {
    const choices = presentation.choices?.[variable.name];
    const id = freshId();
    const input = choices
      ? h('select', { id, name: variable.name }, h('option', { value: '' }, 'All'), choices.map(choice => h('option', { value: choice }, readable(choice))))
      : h('input', { id, name: variable.name, type: variable.query ? 'search' : 'text', dir: 'auto', autocomplete: 'off', required: !variable.query });
    input.value = values[variable.name] ?? '';
    return { variable, input, field: h('div', { class: 'field' }, h('label', { for: id }, prompt(variable.name)), input) };
  });
  const [first, ...more] = inputs;
  const title = linkTitle(link);
  return h('form', {
    class: 'search', role: 'search', 'aria-label': title,
    onsubmit: event => {
      event.preventDefault();
      const filled = Object.fromEntries(inputs.filter(({ input }) => input.value !== '').map(({ variable, input }) => [variable.name, input.value]));
      go(link.address(filled));
    },
  },
    link.isOpen ? h('h3', {}, title) : null,
    h('div', { class: 'fields' }, first.field,
      more.every(({ input }) => input.tagName === 'SELECT') ? more.map(({ field }) => field) : null,
      h('button', { class: 'button', type: 'submit' }, link.isOpen ? 'Go' : 'Search')),
    more.length > 0 && !more.every(({ input }) => input.tagName === 'SELECT')
      ? h('details', { open: more.some(({ input }) => input.value !== '') }, h('summary', {}, 'More to search by'), h('div', { class: 'fields' }, more.map(({ field }) => field)))
      : null);
}

/** The search that led, or could have led, to an address: among the links of the resource itself and of the entry point. */
export function searchOf(address, resource, entry) {
  for (const link of [...resource.links, ...(entry?.links ?? [])]) {
    if (link.variables.length === 0) continue;
    const values = readTemplate(link.json.href, address, link.resource.base);
    if (values) return { link, values };
  }
  return null;
}

/** The pages of a collection, by the relations registered at IANA. */
export function pager(resource) {
  const words = { first: 'First', prev: 'Previous', next: 'Next', last: 'Last' };
  const links = Object.keys(words).map(rel => resource.link(rel)).filter(link => link?.address());
  const isUseful = links.some(link => link.rel === 'next' || link.rel === 'prev');
  return isUseful ? h('nav', { class: 'pager', 'aria-label': 'Pages' }, links.map(link => anchor(link.address(), words[link.rel], { class: 'button', rel: link.rel }))) : null;
}

/** The menu: where the entry point leads. */
export function menu(entry, address) {
  return destinations(entry).map(link => h('li', {}, anchor(link.address(), linkTitle(link), { 'aria-current': samePath(link.address(), address) ? 'page' : null })));
}

/** What the entry point links for people to read or do elsewhere. */
export const pages = entry => [
  ...pageLinks(entry.links),
  ...entry.links.filter(link => !link.isPage && isText(link) && link.address())
    .map(link => h('a', { href: link.address(), target: placeOf(link.address()) ? '_blank' : null, rel: 'noopener' }, linkTitle(link))),
];
