import { breakableText, h, userText } from './dom.js';
import { httpUrl } from './hal.js';
import { humanize, stateLabel } from './labels.js';

const timestamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;
const dateFormat = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** Renders a value inline: with its label if it has one, and timestamps in the local format. */
export function inlineValue(value, labels) {
  if (value === null || value === undefined || value === '') return h('span', { class: 'muted' }, '–');
  const label = labels?.get(String(value));
  if (label !== undefined) return h('span', { title: String(value) }, userText(label));
  if (typeof value === 'boolean') return h('span', {}, value ? 'Yes' : 'No');
  if (typeof value === 'number') return h('span', {}, String(value));
  if (Array.isArray(value))
    return h('span', { class: 'chips' }, value.map(item => h('span', { class: 'chip' }, inlineValue(item, labels))));
  if (typeof value === 'object') return userText(stateLabel(value) ?? JSON.stringify(value));
  if (timestamp.test(value) && !Number.isNaN(Date.parse(value)))
    return h('time', { datetime: value, title: value }, dateFormat.format(new Date(value)));
  if (/^https?:\/\//i.test(value) && httpUrl(value))
    return h('a', { href: httpUrl(value), rel: 'noopener noreferrer external', target: '_blank' }, userText(value));
  return breakableText(value);
}

/** Renders the properties of a state as terms and definitions, nested objects included. */
export function propertyList(state, labels = new Map()) {
  const isNested = value => typeof value === 'object' && value !== null && !Array.isArray(value);
  return h('dl', { class: 'properties' }, Object.entries(state).map(([key, value]) =>
    h('div', { class: typeof value === 'string' && value.length > 120 ? 'long' : null },
      h('dt', { title: key }, humanize(key)),
      h('dd', {}, isNested(value) ? propertyList(value, labels) : inlineValue(value, labels.get(key))))));
}
