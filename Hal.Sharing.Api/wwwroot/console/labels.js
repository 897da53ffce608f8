import { toOption } from './options.js';
import * as presentation from './presentation.js';

const abbreviations = /\b(id|url|uri|api|html)\b/gi;

/** Turns a technical name into a label: made-for, madeFor and x:made_for become "Made for". */
export function humanize(key) {
  const text = String(key)
    .replace(/^[^/:]*:(?=.)/, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[-_./]+/g, ' ')
    .trim()
    .toLowerCase()
    .replace(abbreviations, word => word.toUpperCase());
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Like humanize, in the plural. */
export function humanizePlural(key) {
  const singular = humanize(key);
  return /s$/.test(singular) ? singular : /[^aeiou]y$/.test(singular) ? `${singular.slice(0, -1)}ies` : `${singular}s`;
}

/** Returns the title of a link: its own, the one in presentation.js, or one made from its relation. */
export const linkTitle = link => link.title ?? presentation.titles?.[link.rel] ?? humanize(link.rel);

/** Returns the title of a link within a sentence or an event. */
export const shortTitle = link => presentation.shortTitles?.[link.rel] ?? linkTitle(link);

/** Returns the last path segment of a URL, decoded. */
export function lastSegment(url) {
  return decodeSegment(new URL(url).pathname.split('/').filter(part => part !== '').at(-1) ?? '');
}

/** Decodes a path segment; returns it unchanged if it is malformed. */
export function decodeSegment(segment) {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Returns the title, label or name in a state or, failing that, in an object within it; or null. */
export function stateLabel(state) {
  const named = Object.keys(state).filter(key => /^(title|label)$|name$/i.test(key) && typeof state[key] === 'string' && state[key] !== '');
  const preferred = [...(presentation.labelProperties ?? []), 'title', 'label', 'name'].find(key => named.includes(key)) ?? named[0];
  if (preferred) return state[preferred];
  for (const part of Object.values(state))
    if (typeof part === 'object' && part !== null && !Array.isArray(part)) {
      const label = stateLabel(part);
      if (label) return label;
    }
  return null;
}

/** Returns the label of a resource in a list. */
export const itemLabel = resource =>
  resource.link('self')?.title ?? stateLabel(resource.state) ?? (resource.url ? lastSegment(resource.url) : 'Item');

/** Returns the heading of a resource's own page; without a name of its own, it is made from the URL. */
export const pageLabel = (resource, url) =>
  resource.link('self')?.title ?? stateLabel(resource.state) ?? segmentTitle(lastSegment(resource.url ?? url));

const segmentTitle = segment => presentation.pageTitles?.[segment] ?? humanize(segment);

/** Returns the labels that the resource's schema and forms define for values: a map by property name of maps by value. */
export function valueLabels(resource) {
  const labels = new Map([...resource.schemaLabels ?? []].map(([name, known]) => [name, new Map(known)]));
  for (const template of resource.templates)
    for (const property of template.properties) {
      const inline = property.options?.inline;
      if (!Array.isArray(inline)) continue;
      const known = labels.get(property.name) ?? new Map();
      for (const item of inline.filter(item => typeof item === 'object')) {
        const { value, label } = toOption(item, property.options);
        known.set(value, label);
      }
      labels.set(property.name, known);
    }
  return labels;
}
