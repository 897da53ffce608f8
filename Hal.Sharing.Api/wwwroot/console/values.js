import { breakable, h, written } from './dom.js';
import { webAddress } from './hal.js';
import { readable, stateLabel } from './words.js';

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** Shows a value in a line: times in the reader's own way, words for values that have some. */
export function inline(value, words) {
  if (value === null || value === undefined || value === '') return h('span', { class: 'nothing' }, '–');
  const known = words?.get(String(value));
  if (known !== undefined) return h('span', { title: String(value) }, written(known));
  if (typeof value === 'boolean') return h('span', {}, value ? 'Yes' : 'No');
  if (typeof value === 'number') return h('span', {}, String(value));
  if (Array.isArray(value)) return h('span', { class: 'chips' }, value.map(item => h('span', { class: 'chip' }, inline(item, words))));
  if (typeof value === 'object') return written(stateLabel(value) ?? JSON.stringify(value));
  if (instant.test(value) && !Number.isNaN(Date.parse(value))) return h('time', { datetime: value, title: value }, moment.format(new Date(value)));
  if (/^https?:\/\//i.test(value) && webAddress(value)) return h('a', { href: webAddress(value), rel: 'noopener noreferrer external', target: '_blank' }, written(value));
  return breakable(value);
}

/** Shows a whole state as terms and what they are. */
export function definitions(state, words = new Map()) {
  return h('dl', { class: 'state' }, Object.entries(state).map(([key, value]) =>
    h('div', { class: typeof value === 'string' && value.length > 120 ? 'long' : null },
      h('dt', { title: key }, readable(key)),
      h('dd', {}, typeof value === 'object' && value !== null && !Array.isArray(value) ? definitions(value, words) : inline(value, words.get(key))))));
}
