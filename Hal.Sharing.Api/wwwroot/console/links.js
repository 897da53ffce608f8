import * as presentation from './presentation.js';
import { button, h, uniqueId } from './dom.js';
import { humanize, linkTitle } from './labels.js';
import { anchor, hashFromUrl, navigate, samePath } from './router.js';
import { pageLinks } from './session.js';
import { match } from './uri-template.js';

// Registered relations (IANA) that are shown elsewhere, or whose targets are machine-readable descriptions.
const structuralRelations = new Set(['self', 'first', 'prev', 'next', 'last', 'profile', 'service-desc', 'service-meta']);

const isForReading = link => link.isHtml || link.isDocumentation;

const isTime = variable => (presentation.timeVariables ?? []).includes(variable?.name);

const needsValue = link => link.needsInput || isTime(link.variables[0]);

/** Whether a form of the resource has the link's relation and replaces the link. */
const hasForm = (resource, link) => resource.templates.some(template => template.key === link.localName || template.key === link.rel);

/** Returns the links to other resources, in the preferred order. */
export function resourceLinks(resource) {
  const rank = link => (presentation.linkOrder ?? []).indexOf(link.rel) + 1 || 1000;
  return resource.links
    .filter(link => !structuralRelations.has(link.rel) && !isForReading(link) && !needsValue(link) && link.url()
      && !hasForm(resource, link) && link.url() !== resource.url)
    .sort((one, other) => rank(one) - rank(other));
}

/** Returns the links that require input, such as an ID, or the time of a state. */
export const lookupLinks = resource => resource.links.filter(link => needsValue(link) && !hasForm(resource, link));

/** Renders a link with a link to the documentation of its relation. */
export function linkView(link, { action = null } = {}) {
  const title = linkTitle(link);
  const help = `About “${title}”`;
  return h('span', { class: 'link' },
    action ? button(title, action, { class: 'link-button', 'data-key': link.rel }) : anchor(link.url(), title),
    link.documentation
      ? h('a', { class: 'help', href: link.documentation, target: '_blank', rel: 'noopener', title: help, 'aria-label': help }, '?')
      : null);
}

/** Renders a templated link as a search or lookup form. The first variable is always visible, text fields for the others on demand. */
export function searchForm(link, values = {}, go = navigate) {
  const shown = link.variables.filter((variable, index) => index === 0 || !(presentation.hiddenVariables ?? []).includes(variable.name));
  const inputs = shown.map(variable => searchInput(variable, values));
  const [first, ...others] = inputs;
  const fields = others.map(({ field }) => field);
  const title = linkTitle(link);
  const hasTextFields = others.some(({ input }) => input.tagName !== 'SELECT');
  return h('form', {
    class: 'search', role: 'search', 'aria-label': title,
    onsubmit: event => {
      event.preventDefault();
      const filled = inputs.filter(({ input }) => input.value !== '').map(({ variable, read }) => [variable.name, read()]);
      go(link.url(Object.fromEntries(filled)));
    },
  },
    needsValue(link) ? h('h3', {}, title) : null,
    h('div', { class: 'fields' }, first.field, hasTextFields ? null : fields,
      h('button', { class: 'button', type: 'submit' }, needsValue(link) ? 'Go' : 'Search')),
    hasTextFields
      ? h('details', { open: others.some(({ input }) => input.value !== '') },
        h('summary', {}, 'More filters'), h('div', { class: 'fields' }, fields))
      : null);
}

function searchInput(variable, values) {
  const { name, isQuery } = variable;
  const options = presentation.variableOptions?.[name];
  const id = uniqueId();
  const input = options
    ? h('select', { id, name }, h('option', { value: '' }, 'All'), options.map(value => h('option', { value }, humanize(value))))
    : h('input', {
      id, name, dir: 'auto', autocomplete: 'off', required: !isQuery || isTime(variable), step: isTime(variable) ? 1 : null,
      type: isTime(variable) ? 'datetime-local' : isQuery ? 'search' : 'text',
    });
  const time = isTime(variable) ? new Date(values[name]) : NaN;
  // The field shows local times.
  input.value = Number.isNaN(+time) ? values[name] ?? '' : new Date(time - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
  const label = presentation.variableLabels?.[name] ?? humanize(name);
  return {
    variable, input, read: () => (isTime(variable) ? new Date(input.value).toISOString() : input.value),
    field: h('div', { class: 'field' }, h('label', { for: id }, label), input),
  };
}

/** Returns the search link that matches a URL and its values, from the resource or the entry point; null if there is none. */
export function findSearch(url, resource, entry) {
  for (const link of [...resource.links, ...(entry?.links ?? [])]) {
    if (link.variables.length === 0 || needsValue(link)) continue;
    const values = match(link.json.href, url, link.resource.base);
    if (values) return { link, values };
  }
  return null;
}

/**
 * Renders the pagination links of a collection.
 * @param go shows another page instead of the link; null: the link does.
 */
export function pagination(resource, go = null) {
  const labels = { first: 'First', prev: 'Previous', next: 'Next', last: 'Last' };
  const links = Object.keys(labels).map(rel => resource.link(rel)).filter(link => link?.url());
  return links.some(link => link.rel === 'next' || link.rel === 'prev')
    ? h('nav', { class: 'pagination', 'aria-label': 'Pagination' },
      links.map(link => anchor(link.url(), labels[link.rel], {
        class: 'button', rel: link.rel, onclick: go && (event => { event.preventDefault(); go(link.url()); }),
      })))
    : null;
}

/** Returns the items of the main menu: the resources that the entry point links to. */
export const menuItems = (entry, url) => resourceLinks(entry).map(link =>
  h('li', {}, anchor(link.url(), linkTitle(link), { 'aria-current': samePath(link.url(), url) ? 'page' : null })));

/** Returns the header links: the pages and documents that the entry point links to. */
export const headerLinks = entry => [
  ...pageLinks(entry.links),
  ...entry.links.filter(link => !link.isHtml && isForReading(link) && link.url())
    .map(link => h('a', { href: link.url(), target: hashFromUrl(link.url()) ? '_blank' : null, rel: 'noopener' }, linkTitle(link))),
];
