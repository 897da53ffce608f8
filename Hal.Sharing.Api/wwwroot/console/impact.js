import { h, uniqueId, userText } from './dom.js';
import { HttpError, NetworkError } from './http.js';
import { loadResource } from './loader.js';
import { isMultiple, selectedValues } from './options.js';
import * as presentation from './presentation.js';
import { Resource } from './hal.js';
import { sendForm } from './sending.js';

const isTwinForm = template => (presentation.twinForms ?? []).includes(template.key);
const visibleNames = template => template.properties.filter(({ type }) => type !== 'hidden').map(({ name }) => name);
const covers = (twin, template) => visibleNames(template).every(name => twin.properties.some(property => property.name === name));

/** Returns the form that tells the effects of a form, if the resource has one. A POST adds something, so nothing is lost by it. */
export const twinOf = (template, resource) => (['GET', 'POST'].includes(template.method) ? null
  : resource.templates.find(candidate => isTwinForm(candidate) && covers(candidate, template)) ?? null);

/** Whether a form is only a question about another form of the resource. */
export const isTwin = (template, resource) =>
  isTwinForm(template) && resource.templates.some(other => !isTwinForm(other) && covers(template, other));

/**
 * Asks for the effects of a form; throws HttpError if the server refuses it.
 * @returns {Promise<?{fields: object[], template: object, resource: Resource, effects: object}>} the filled form that the
 *   server offers, and its effects; null if the response offers another form or cannot be told.
 */
export async function askTwin(twin, template, fields, subject, entry) {
  const sent = fields.filter(field => twin.properties.some(({ name }) => name === field.name));
  const [response, self] = await Promise.all([sendForm(twin, sent, subject), ownState(entry)]);
  if (!response.ok) throw new HttpError(response);
  const resource = new Resource(response.json ?? {}, response.url);
  const offered = resource.templates.find(({ key }) => key === template.key);
  const effects = offered && presentation.effects?.(resource.state, { self, subject: subject.state });
  return effects ? { template: offered, fields: offered.properties.map(filledIn), resource, effects } : null;
}

/** A property of a form that the server has filled in, as the form sends it. */
function filledIn(property) {
  const [first, ...others] = property.options ? selectedValues(property) : [property.value];
  const isList = property.options && isMultiple(property.options);
  return { name: property.name, initialValue: '', value: isList ? [first, ...others].filter(value => value !== undefined) : first };
}

let own = null;

/** Loads the state of the caller, once, to recognize them among others; null without a link to it. */
async function ownState(entry) {
  const url = presentation.ownLink && entry?.link(presentation.ownLink)?.url();
  if (!url) return null;
  if (own?.url !== url) own = { url, state: loadResource(url).then(({ state }) => state) };
  try {
    return await own.state;
  } catch (error) {
    own = null;
    if (error instanceof HttpError || error instanceof NetworkError) return null;
    throw error;
  }
}

/** Renders the effects of a form: warnings first, then who is concerned. */
export function effectsView({ title, warnings, groups, remark }) {
  const id = uniqueId();
  return h('section', { class: 'effects', 'aria-labelledby': id, tabindex: '-1' },
    h('h3', { id }, title),
    warnings.map(text => h('p', { class: 'notice conflict' }, h('strong', {}, text))),
    groups.map(group => h('div', { class: group.isLoss ? 'group loss' : 'group' },
      h('h4', {}, group.title),
      h('ul', {}, group.entries.map(entry => h('li', {},
        h('span', {}, h('strong', {}, userText(entry.name)), entry.where ? [' ', h('small', {}, userText(entry.where))] : null),
        h('span', {}, entry.earlier, ' ', h('span', { 'aria-label': 'becomes', role: 'img' }, '→'), ' ', entry.later)))),
      group.more > 0 ? h('p', { class: 'muted' }, `and ${group.more} more`) : null)),
    remark ? h('p', { class: 'muted' }, remark) : null);
}
