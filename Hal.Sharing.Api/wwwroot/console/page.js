import { collectionView, confirmDialog } from './collection.js';
import { openDialog } from './dialog.js';
import { button, h, userText } from './dom.js';
import { formView, templateTitle } from './form.js';
import { humanize, humanizePlural, itemLabel, pageLabel, valueLabels } from './labels.js';
import { findSearch, linkView, lookupLinks, pagination, resourceLinks, searchForm } from './links.js';
import * as presentation from './presentation.js';
import { anchor } from './router.js';
import { pageLinks } from './session.js';
import { propertyList } from './values.js';

/**
 * Renders a resource below its heading: search, actions, properties, embedded resources, links.
 * @param page the context: { url, entry, labels, isDialog, onChanged(response, template, options), openDialog(link), navigate(url) }
 */
export function resourceView(resource, page) {
  page.labels = valueLabels(resource);
  const collections = resource.embedded.filter(({ isArray }) => isArray);
  const single = resource.embedded.filter(({ isArray }) => !isArray);
  const summary = collections.length === 1 ? summaryView(resource) : null;
  const inlineForms = collections.length > 0 ? resource.templates.filter(isInlineForm) : [];
  return [
    searchView(resource, page),
    actionButtons(resource, resource.templates.filter(template => !inlineForms.includes(template)), page),
    inlineForms.map(template => formCard(template, resource, page)),
    summary ? null : propertiesCard(resource, page),
    collections.map(({ rel, items }) => collectionSection(resource, rel, items, summary, page)),
    pagination(resource),
    single.flatMap(({ rel, items }) => items.map(item => embeddedCard(rel, item, page))),
    page.isDialog ? [] : [linkSections(resource, page), jsonView(resource)],
  ].flat(Infinity).filter(Boolean);
}

/** Whether a form adds an item to a list and is short enough to be shown above it. */
const isInlineForm = template => template.method === 'POST' && template.properties.some(property => property.options?.link)
  && template.properties.filter(property => property.type !== 'hidden').length <= 4;

function searchView(resource, page) {
  const search = page.url ? findSearch(page.url, resource, page.entry) : null;
  return search ? searchForm(search.link, search.values) : null;
}

function actionButtons(resource, templates, page) {
  if (templates.length === 0) return null;
  const label = pageLabel(resource, page.url);
  return h('div', { class: 'buttons actions' }, templates.map((template, index) => {
    const isDelete = template.method === 'DELETE';
    const kind = isDelete ? 'danger outline' : index === 0 ? 'primary' : '';
    const open = () => (isDelete
      ? confirmDialog(template, resource, label, page, { keepPage: false })
      : formDialog(template, resource, page));
    return button(templateTitle(template), open, { class: `button ${kind}`, 'data-key': template.key });
  }));
}

const formDialog = (template, resource, page) => openDialog(templateTitle(template), close => formView(template, resource, {
  onCancel: close,
  onDone: async response => {
    close();
    await page.onChanged(response, template);
  },
}));

const formCard = (template, resource, page) => h('section', { class: 'card' }, h('h2', {}, templateTitle(template)),
  formView(template, resource, { onDone: response => page.onChanged(response, template, { keepPage: true }) }));

/** Renders a state of numbers alone, such as totals, as one line; null for any other state. */
function summaryView({ state }) {
  const entries = Object.entries(state);
  return entries.length > 0 && entries.every(([, value]) => typeof value === 'number')
    ? h('p', { class: 'summary' }, entries.map(([key, value], index) => [index > 0 ? ' · ' : null, `${humanize(key)} ${value}`]))
    : null;
}

const propertiesCard = (resource, page) => (Object.keys(resource.state).length === 0 ? null
  : h('section', { class: 'card', 'aria-label': 'Details' }, propertyList(resource.state, page.labels)));

function collectionSection(resource, rel, items, summary, page) {
  const title = presentation.titles?.[rel] ?? humanizePlural(rel);
  const repeatsHeading = page.url && title === pageLabel(resource, page.url);
  return h('section', { class: 'collection' },
    h('div', { class: 'collection-head' }, h('h2', { class: repeatsHeading ? 'visually-hidden' : null }, title), summary),
    collectionView(items, title, page));
}

function embeddedCard(rel, item, page) {
  const label = userText(itemLabel(item));
  return h('section', { class: 'card' }, h('p', { class: 'kind' }, humanize(rel)),
    h('h2', {}, item.url ? anchor(item.url, label) : label),
    Object.keys(item.state).length > 0 ? propertyList(item.state, page.labels) : null);
}

function linkSections(resource, page) {
  const links = resourceLinks(resource);
  const lookups = lookupLinks(resource);
  const isHome = resource.url !== null && resource.url === page.entry?.url;
  // The header has the home page's links to HTML pages; without other links, such as before signing in, the page shows them too.
  const htmlLinks = isHome && links.length > 0 ? [] : pageLinks(resource.links);
  const opensDialog = link => (presentation.dialogLinks ?? []).includes(link.rel) && page.openDialog;
  return [
    links.length + htmlLinks.length > 0 ? h('section', { class: 'related' }, h('h2', {}, isHome ? 'Resources' : 'Related'),
      h('ul', { class: isHome ? 'tiles' : 'links' },
        links.map(link => h('li', {}, linkView(link, opensDialog(link) ? { action: () => page.openDialog(link) } : {}))),
        htmlLinks.map(link => h('li', {}, h('span', { class: 'link' }, link))))) : null,
    lookups.length > 0 ? h('section', { class: 'lookup' }, h('h2', {}, 'Look up'),
      h('div', { class: 'searches' }, lookups.map(link => searchForm(link)))) : null,
  ];
}

/** Renders the resource as JSON when the section is opened. */
function jsonView(resource) {
  const text = h('pre', { tabindex: '0' });
  return h('details', { class: 'json', ontoggle: () => { text.textContent = JSON.stringify(resource.json, null, 2); } },
    h('summary', {}, 'JSON'), text);
}
