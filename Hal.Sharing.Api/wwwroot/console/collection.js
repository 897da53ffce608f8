import * as presentation from './presentation.js';
import { read } from './reading.js';
import { breakable, button, h, written } from './dom.js';
import { openDialog } from './dialog.js';
import { formView, templateTitle } from './form.js';
import { problemView } from './problem.js';
import { anchor } from './router.js';
import { inline } from './values.js';
import { itemLabel, lastSegment, linkTitle, readable } from './words.js';

/** Embedded things as a table: what they are called first, then what they differ in, then what can be done with each. */
export function collectionView(items, title, page) {
  if (items.length === 0) return h('p', { class: 'empty' }, 'There is nothing here yet.');
  const keys = columns(items);
  const hasActions = items.some(item => item.actions.length > 0);
  const head = h('tr', { role: 'row' },
    h('th', { role: 'columnheader', scope: 'col' }, 'Name'),
    keys.map(key => h('th', { role: 'columnheader', scope: 'col', title: key }, readable(key))),
    hasActions ? h('th', { role: 'columnheader', scope: 'col' }, h('span', { class: 'unseen' }, 'What you can do')) : null);
  // Narrow screens show rows as cards; the roles keep it a table for those who listen.
  return h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': title },
    h('table', { role: 'table', 'aria-label': title },
      h('thead', { role: 'rowgroup' }, head),
      h('tbody', { role: 'rowgroup' }, items.map(item => row(item, keys, hasActions, page)))));
}

function row(item, keys, hasActions, page) {
  const label = itemLabel(item);
  const address = item.address;
  const segment = address ? lastSegment(address) : null;
  const element = h('tr', { role: 'row' },
    h('th', { role: 'rowheader', scope: 'row' },
      address ? anchor(address, written(label)) : written(label),
      segment && segment !== label ? h('small', {}, breakable(segment)) : null),
    keys.map(key => h('td', { role: 'cell', 'data-label': readable(key) }, h('div', { class: 'clamp' }, inline(item.state[key], page.words.get(key))))));
  if (hasActions)
    element.append(h('td', { role: 'cell', class: 'doing' }, h('div', { class: 'buttons' },
      item.actions.map(link => button(linkTitle(link), event => act(item, link, element, event.currentTarget, page), { class: 'button small', 'aria-label': `${linkTitle(link)}: ${label}`, 'data-key': `${address} ${link.rel}` })))));
  return element;
}

/** Loads what can be done with an item, and offers what was asked for: forms below its row, deletions in a dialog. */
async function act(item, link, element, opener, page) {
  closeExpansion(element);
  let resource;
  try {
    resource = await read(item.address);
  } catch (error) {
    const view = await problemView(error, { retry: () => act(item, link, element, opener, page) });
    return expand(element, opener, close => [view, h('p', { class: 'buttons' }, button('Close', close, { class: 'button' }))]);
  }
  const matching = resource.templates.filter(template => template.key === link.local || template.key === link.rel);
  const templates = matching.length > 0 ? matching : resource.templates;
  if (templates.length === 0) return page.go(item.address);
  if (templates.length === 1 && templates[0].method === 'DELETE') return confirmDialog(templates[0], resource, itemLabel(item), page);
  expand(element, opener, close => templates.map(template =>
    formView(template, resource, { cancel: close, done: answer => page.changed(answer, template, { stay: true }) })));
}

/** Asks before something is deleted. */
export function confirmDialog(template, resource, label, page, options = { stay: true }) {
  const title = templateTitle(template);
  openDialog(`${title}?`, close => formView(template, resource, {
    cancel: close,
    intro: h('p', {}, 'This is about ', h('strong', {}, written(label)), '. It cannot be taken back here.'),
    done: async answer => {
      close();
      await page.changed(answer, template, options);
    },
  }), { class: 'asking' });
}

function expand(element, opener, build) {
  const close = () => {
    closeExpansion(element);
    opener.focus();
  };
  opener.setAttribute('aria-expanded', 'true');
  const content = h('td', { role: 'cell', colspan: element.children.length, 'data-key': opener.dataset.key }, build(close));
  element.after(h('tr', { role: 'row', class: 'expansion' }, content));
  content.querySelector('input:checked, input:not([type=hidden]), select, textarea, button')?.focus();
}

function closeExpansion(element) {
  if (element.nextElementSibling?.classList.contains('expansion')) element.nextElementSibling.remove();
  for (const opener of element.querySelectorAll('[aria-expanded]')) opener.removeAttribute('aria-expanded');
}

// Members that may say again what an item is called or where it is; in any other, an equal value is a coincidence.
const identifying = /(^|[_-])id$|Id$|ID$|[nN]ame$|^(title|label)$/;

/** What items differ in: not what only repeats their names or their addresses, not what none of them has. */
function columns(items) {
  const keys = [...new Set(items.flatMap(item => Object.keys(item.state)))].filter(key => !(presentation.apart ?? []).includes(key));
  return keys.filter(key => {
    const given = items.filter(item => item.state[key] !== undefined && item.state[key] !== null && item.state[key] !== '');
    return given.length > 0 && !given.every(item => repeats(item, key));
  });
}

function repeats(item, key) {
  const value = item.state[key];
  if (typeof value === 'object') return !Array.isArray(value) && Object.values(value).includes(itemLabel(item));
  if (!identifying.test(key)) return false;
  return value === itemLabel(item) || item.address !== null && new URL(item.address).pathname.split('/').some(segment => safely(segment) === String(value));
}

function safely(segment) {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
