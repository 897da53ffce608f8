import * as presentation from './presentation.js';
import { button, h, written } from './dom.js';
import { collectionView, confirmDialog } from './collection.js';
import { openDialog } from './dialog.js';
import { formView, templateTitle } from './form.js';
import { destinations, linkView, openLinks, pager, searchForm, searchOf } from './links.js';
import { anchor } from './router.js';
import { pageLinks } from './session.js';
import { definitions } from './values.js';
import { itemLabel, pageLabel, readableMany, readable, vocabulary } from './words.js';

/**
 * Everything that a resource says and offers, below its heading.
 * @param page what surrounds it: { address, entry, words, isBrief, changed(answer, template, options), openDialog(link), go(address) }
 */
export function resourceView(resource, page) {
  page.words = vocabulary(resource);
  const collections = resource.embedded.filter(({ isMany }) => isMany);
  const figures = collections.length === 1 ? figuresOf(resource) : null;
  const inPlace = collections.length > 0 ? resource.templates.filter(isForItems) : [];
  return [
    search(resource, page),
    actions(resource, resource.templates.filter(template => !inPlace.includes(template)), page),
    inPlace.map(template => panel(template, resource, page)),
    figures ? null : state(resource, page),
    collections.map(({ rel, items }) => {
      const title = presentation.titles?.[rel] ?? readableMany(rel);
      const repeats = page.address && title === pageLabel(resource, page.address);
      return h('section', { class: 'collection' },
        h('div', { class: 'collection-head' }, h('h2', { class: repeats ? 'unseen' : null }, title), figures), collectionView(items, title, page));
    }),
    pager(resource),
    resource.embedded.filter(({ isMany }) => !isMany).flatMap(({ rel, items }) => items.map(item => card(rel, item, page))),
    page.isBrief ? [] : [related(resource, page), source(resource)],
  ].flat(Infinity).filter(Boolean);
}

/** A form to add one more to a list, small enough to stand above it: something is searched for, and little else. */
const isForItems = template => template.method === 'POST' && template.properties.some(property => property.options?.link)
  && template.properties.filter(property => property.type !== 'hidden').length <= 4;

function search(resource, page) {
  const found = page.address ? searchOf(page.address, resource, page.entry) : null;
  return found ? searchForm(found.link, found.values) : null;
}

function actions(resource, templates, page) {
  if (templates.length === 0) return null;
  const label = pageLabel(resource, page.address);
  return h('div', { class: 'buttons actions' }, templates.map((template, index) => {
    const kind = template.method === 'DELETE' ? 'danger quiet-danger' : index === 0 ? 'primary' : '';
    return button(templateTitle(template), () => (template.method === 'DELETE'
      ? confirmDialog(template, resource, label, page, { stay: false })
      : openDialog(templateTitle(template), close => formView(template, resource, {
        cancel: close,
        done: async answer => {
          close();
          await page.changed(answer, template);
        },
      }))), { class: `button ${kind}`, 'data-key': template.key });
  }));
}

function panel(template, resource, page) {
  return h('section', { class: 'card adding' }, h('h2', {}, templateTitle(template)),
    formView(template, resource, { done: answer => page.changed(answer, template, { stay: true }) }));
}

/** A state that says nothing but how many, in a line; else null. */
function figuresOf({ state }) {
  const entries = Object.entries(state);
  return entries.length > 0 && entries.every(([, value]) => typeof value === 'number')
    ? h('p', { class: 'figures' }, entries.map(([key, value], index) => [index > 0 ? ' · ' : null, `${readable(key)} ${value}`]))
    : null;
}

function state(resource, page) {
  return Object.keys(resource.state).length === 0 ? null : h('section', { class: 'card', 'aria-label': 'State' }, definitions(resource.state, page.words));
}

function card(rel, item, page) {
  const label = itemLabel(item);
  return h('section', { class: 'card' }, h('p', { class: 'kind' }, readable(rel)),
    h('h2', {}, item.address ? anchor(item.address, written(label)) : written(label)),
    Object.keys(item.state).length > 0 ? definitions(item.state, page.words) : null);
}

function related(resource, page) {
  const links = destinations(resource);
  const isHome = resource.address !== null && resource.address === page.entry?.address;
  const open = openLinks(resource);
  // Without anything to go to, pages are what the start has to offer, such as the one to sign in.
  const toPages = isHome && links.length > 0 ? [] : pageLinks(resource.links);
  const inDialog = link => (presentation.dialogs ?? []).includes(link.rel) && page.openDialog;
  return [
    links.length + toPages.length > 0 ? h('section', { class: 'related' }, h('h2', {}, isHome ? 'Where to go' : 'Related'),
      h('ul', { class: isHome ? 'tiles' : 'links' },
        links.map(link => h('li', {}, linkView(link, inDialog(link) ? { press: () => page.openDialog(link) } : {}))),
        toPages.map(link => h('li', {}, h('span', { class: 'link' }, link))))) : null,
    open.length > 0 ? h('section', { class: 'finding' }, h('h2', {}, 'Look up'), h('div', { class: 'searches' }, open.map(link => searchForm(link)))) : null,
  ];
}

/** The document itself, for those who program against it; written out when somebody looks. */
function source(resource) {
  const text = h('pre', { tabindex: '0' });
  return h('details', { class: 'source', ontoggle: () => { text.textContent = JSON.stringify(resource.json, null, 2); } },
    h('summary', {}, 'The document itself'), text);
}
