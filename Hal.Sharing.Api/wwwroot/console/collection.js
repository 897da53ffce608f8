import { openDialog } from './dialog.js';
import { breakableText, button, h, userText } from './dom.js';
import { formView, templateTitle } from './form.js';
import { isTwin } from './impact.js';
import { decodeSegment, humanize, itemLabel, lastSegment, linkTitle } from './labels.js';
import { loadResource } from './loader.js';
import { isNested, nestedViews } from './nested.js';
import * as presentation from './presentation.js';
import { errorView } from './problem.js';
import { anchor } from './router.js';
import { inlineValue } from './values.js';

/** Renders embedded resources as a table: the label, the properties that differ, the actions. */
export function collectionView(items, rel, title, page) {
  if (items.length === 0) return h('p', { class: 'empty' }, 'No results');
  const unfold = presentation.unfolding?.[rel];
  const keys = columnKeys(items);
  const hasActions = Boolean(unfold) || items.some(item => item.actions.length > 0);
  const head = h('tr', { role: 'row' },
    h('th', { role: 'columnheader', scope: 'col' }, 'Name'),
    keys.map(key => h('th', { role: 'columnheader', scope: 'col', title: key }, humanize(key))),
    hasActions ? h('th', { role: 'columnheader', scope: 'col' }, h('span', { class: 'visually-hidden' }, 'Actions')) : null);
  // Narrow screens show rows as cards; the explicit roles keep the table semantics.
  return h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': title },
    h('table', { role: 'table', 'aria-label': title },
      h('thead', { role: 'rowgroup' }, head),
      h('tbody', { role: 'rowgroup' }, items.map(item => rowView(item, keys, hasActions, unfold, page)))));
}

function rowView(item, keys, hasActions, unfold, page) {
  const { url } = item;
  const label = itemLabel(item);
  const segment = url ? lastSegment(url) : null;
  const row = h('tr', { role: 'row' },
    h('th', { role: 'rowheader', scope: 'row' },
      url ? anchor(url, userText(label)) : userText(label),
      segment && segment !== label ? h('small', {}, breakableText(segment)) : null),
    keys.map(key => h('td', { role: 'cell', 'data-label': humanize(key) },
      h('div', { class: 'clamp' }, inlineValue(item.state[key], page.labels.get(key))))));
  const actionButton = link => button(linkTitle(link), event => openAction(item, link, row, event.currentTarget, page), {
    class: 'button small', 'aria-label': `${linkTitle(link)}: ${label}`, 'data-key': `${url} ${link.rel}`,
  });
  const toggle = event => toggleUnfolded(item, row, event.currentTarget, page);
  const unfoldButton = unfold && url ? button(unfold, toggle, {
    class: 'button small', 'aria-label': `${unfold}: ${label}`, 'aria-expanded': 'false', 'data-key': `${url} unfold`,
  }) : null;
  const buttons = [unfoldButton, item.actions.map(actionButton)];
  if (hasActions) row.append(h('td', { role: 'cell', class: 'row-actions' }, h('div', { class: 'buttons' }, buttons)));
  return row;
}

/** Shows the lists of an item's own document below its row, or hides them again. */
async function toggleUnfolded(item, row, opener, page) {
  if (opener.getAttribute('aria-expanded') === 'true') return collapse(row);
  collapse(row);
  let content;
  try {
    const resource = await loadResource(item.url);
    content = nestedViews(resource, { ...page, isUnfolded: true });
  } catch (error) {
    content = [await errorView(error)];
  }
  insertBelow(row, opener, content);
}

/** Loads the forms of an item and opens the one for an action: below its row or, for DELETE, in a dialog. */
async function openAction(item, link, row, opener, page) {
  collapse(row);
  let resource;
  try {
    resource = await loadResource(item.url);
  } catch (error) {
    const view = await errorView(error, { retry: () => openAction(item, link, row, opener, page) });
    return expand(row, opener, close => [view, h('p', { class: 'buttons' }, button('Close', close, { class: 'button' }))]);
  }
  const matching = resource.templates.filter(template => template.key === link.localName || template.key === link.rel);
  const templates = matching.length > 0 ? matching : resource.templates.filter(template => !isTwin(template, resource));
  if (templates.length === 0) return page.navigate(item.url);
  if (templates.length === 1 && templates[0].method === 'DELETE') return confirmDialog(templates[0], resource, itemLabel(item), page);
  expand(row, opener, close => templates.map(template =>
    formView(template, resource, {
      onCancel: close, entry: page.entry, onDone: response => page.onChanged(response, template, { keepPage: true }),
    })));
}

/** Asks for confirmation before a DELETE request. */
export function confirmDialog(template, resource, label, page, options = { keepPage: true }) {
  const title = templateTitle(template);
  openDialog(`${title}?`, close => formView(template, resource, {
    onCancel: close, entry: page.entry,
    intro: h('p', {}, 'This applies to ', h('strong', {}, userText(label)), '. You cannot undo this action.'),
    onDone: async response => {
      close();
      await page.onChanged(response, template, options);
    },
  }));
}

function expand(row, opener, build) {
  const close = () => {
    collapse(row);
    opener.focus();
  };
  insertBelow(row, opener, build(close)).querySelector('input:checked, input:not([type=hidden]), select, textarea, button')?.focus();
}

function insertBelow(row, opener, content) {
  opener.setAttribute('aria-expanded', 'true');
  const cell = h('td', { role: 'cell', colspan: row.children.length, 'data-key': opener.dataset.key }, content);
  row.after(h('tr', { role: 'row', class: 'expansion' }, cell));
  return cell;
}

function collapse(row) {
  if (row.nextElementSibling?.classList.contains('expansion')) row.nextElementSibling.remove();
  for (const opener of row.querySelectorAll('[aria-expanded]')) opener.setAttribute('aria-expanded', 'false');
}

// Properties that can repeat the label or the ID of an item; in any other property, an equal value is a coincidence.
const identifying = /(^|[_-])id$|Id$|ID$|[nN]ame$|^(title|label)$/;

/** Returns the properties to show: not those that are empty, or that repeat the label or the URL, in every item. */
function columnKeys(items) {
  const hidden = presentation.hiddenColumns ?? [];
  const keys = new Set(items.flatMap(item => Object.keys(item.state)));
  return [...keys].filter(key => !hidden.includes(key) && !items.some(item => isNested(key, item.state[key]))).filter(key => {
    const withValue = items.filter(item => item.state[key] !== undefined && item.state[key] !== null && item.state[key] !== '');
    return withValue.length > 0 && !withValue.every(item => isRedundant(item, key));
  });
}

function isRedundant(item, key) {
  const value = item.state[key];
  if (typeof value === 'object') return !Array.isArray(value) && Object.values(value).includes(itemLabel(item));
  if (!identifying.test(key)) return false;
  return value === itemLabel(item)
    || item.url !== null && new URL(item.url).pathname.split('/').some(segment => decodeSegment(segment) === String(value));
}
