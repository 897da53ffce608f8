import { collectionView, confirmDialog } from './collection.js';
import { openDialog } from './dialog.js';
import { button, h, userText } from './dom.js';
import { formView, templateTitle } from './form.js';
import { isTwin } from './impact.js';
import { humanize, humanizePlural, itemLabel, pageLabel, valueLabels } from './labels.js';
import { findSearch, linkView, lookupLinks, pagination, resourceLinks, searchForm } from './links.js';
import { isNested, nestedViews } from './nested.js';
import { isMultiple } from './options.js';
import { panelLinks, panelView } from './panels.js';
import * as presentation from './presentation.js';
import { anchor } from './router.js';
import { pageLinks } from './session.js';
import { timelineView } from './timeline.js';
import { propertyList } from './values.js';

/**
 * Renders a resource below its heading: search, actions, properties, embedded resources, links.
 * Parts of the page have names, by which they are found when the page is shown again.
 * @param page the context: { url, entry, labels, isDialog, isLive, onChanged(response, template, options), onEvent(item), openDialog(link),
 *   navigate(url) }; in a panel also { mainUrl, panelUrl, go(url) }.
 */
export function resourceView(resource, page) {
  page.labels = valueLabels(resource);
  const collections = resource.embedded.filter(({ isArray }) => isArray);
  const single = resource.embedded.filter(({ isArray }) => !isArray);
  const summary = collections.length === 1 ? summaryView(resource) : null;
  const templates = resource.templates.filter(template => !isTwin(template, resource));
  const inlineForms = collections.length > 0 ? templates.filter(isInlineForm) : [];
  return [
    part('search', searchView(resource, page)),
    inlineForms.map(template => part(`form ${template.key}`, formCard(template, resource, page))),
    part('actions', actionButtons(resource, templates.filter(template => !inlineForms.includes(template)), inlineForms.length === 0, page)),
    summary ? null : part('details', propertiesCard(resource, page)),
    nestedViews(resource, page),
    collections.map(({ rel, items }) => part(`list ${rel}`, collectionSection(resource, rel, items, summary, page))),
    pagination(resource, page.go),
    single.flatMap(({ rel, items }) => items.map(item => embeddedCard(rel, item, page))),
    panelLinks(resource, page).map(link => panelView(link, page, resourceView)),
    page.isDialog ? [] : [linkSections(resource, page), jsonView(resource)],
  ].flat(Infinity).filter(Boolean);
}

function part(name, element) {
  element?.setAttribute('data-part', name);
  return element;
}

/** Whether a form adds an item to a list and is short enough to be shown above it. */
const isInlineForm = template => template.method === 'POST'
  && template.properties.some(({ options }) => options?.link && !isMultiple(options))
  && template.properties.filter(property => property.type !== 'hidden').length <= 4;

function searchView(resource, page) {
  const url = page.url ?? page.panelUrl;
  const search = url ? findSearch(url, resource, page.entry) : null;
  return search ? searchForm(search.link, search.values, page.go) : null;
}

function actionButtons(resource, templates, isFirstPrimary, page) {
  if (templates.length === 0) return null;
  const label = pageLabel(resource, page.url);
  return h('div', { class: 'buttons actions' }, templates.map((template, index) => {
    const isDelete = template.method === 'DELETE';
    const kind = isDelete ? 'danger outline' : isFirstPrimary && index === 0 ? 'primary' : '';
    const open = () => (isDelete
      ? confirmDialog(template, resource, label, page, { keepPage: false })
      : formDialog(template, resource, page));
    return button(templateTitle(template), open, { class: `button ${kind}`, 'data-key': template.key });
  }));
}

const formDialog = (template, resource, page) => openDialog(templateTitle(template), close => formView(template, resource, {
  onCancel: close, entry: page.entry,
  onDone: async response => {
    close();
    await page.onChanged(response, template);
  },
}));

const formCard = (template, resource, page) => h('section', { class: 'card' }, h('h2', {}, templateTitle(template)),
  formView(template, resource, { entry: page.entry, onDone: response => page.onChanged(response, template, { keepPage: true }) }));

/** Renders a state of numbers alone, such as totals, as one line; null for any other state. */
function summaryView({ state }) {
  const entries = Object.entries(state);
  return entries.length > 0 && entries.every(([, value]) => typeof value === 'number')
    ? h('p', { class: 'summary' }, entries.map(([key, value], index) => [index > 0 ? ' · ' : null, `${humanize(key)} ${value}`]))
    : null;
}

function propertiesCard(resource, page) {
  const state = Object.fromEntries(Object.entries(resource.state).filter(([key, value]) => !isNested(key, value)));
  return Object.keys(state).length === 0 ? null
    : h('section', { class: 'card', 'aria-label': 'Details' }, propertyList(state, page.labels));
}

function collectionSection(resource, rel, items, summary, page) {
  const title = presentation.titles?.[rel] ?? humanizePlural(rel);
  const repeatsHeading = page.url && title === pageLabel(resource, page.url);
  const tell = presentation.timelines?.[rel];
  return h('section', { class: 'collection', 'aria-label': title },
    h('div', { class: 'collection-head' },
      page.panelUrl ? null : h('h2', { class: repeatsHeading ? 'visually-hidden' : null }, title), tell ? null : summary),
    tell ? timelineView(resource, rel, page, tell) : collectionView(items, rel, title, page));
}

function embeddedCard(rel, item, page) {
  const label = userText(itemLabel(item));
  return h('section', { class: 'card' }, h('p', { class: 'kind' }, humanize(rel)),
    h('h2', {}, item.url ? anchor(item.url, label) : label),
    Object.keys(item.state).length > 0 ? propertyList(item.state, page.labels) : null);
}

function linkSections(resource, page) {
  const inPanels = panelLinks(resource, page);
  const links = resourceLinks(resource).filter(link => !inPanels.includes(link));
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
