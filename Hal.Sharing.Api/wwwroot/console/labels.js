import * as presentation from './presentation.js';

const abbreviations = /\b(id|url|uri|api|html)\b/gi;

/** A name made for programs, as a person would write it: made-for, madeFor and x:made_for become "Made for". */
export function readable(key) {
  const words = String(key)
    .replace(/^[^/:]*:(?=.)/, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[-_./]+/g, ' ')
    .trim()
    .toLowerCase()
    .replace(abbreviations, word => word.toUpperCase());
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The same for many of them. */
export function readableMany(key) {
  const one = readable(key);
  return /s$/.test(one) ? one : /[^aeiou]y$/.test(one) ? `${one.slice(0, -1)}ies` : `${one}s`;
}

/** What a relation is called: by its link, by the presentation, or by its own name. */
export const linkTitle = link => link.title ?? presentation.titles?.[link.rel] ?? readable(link.rel);

/** The part of an address that tells things of one kind apart. */
export function lastSegment(address) {
  const segment = new URL(address).pathname.split('/').filter(part => part !== '').at(-1) ?? '';
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** What a state calls the thing: a title, a label or some kind of name, else what a part of it is called; or null. */
export function stateLabel(state) {
  const named = Object.keys(state).filter(key => /^(title|label)$|name$/i.test(key) && typeof state[key] === 'string' && state[key] !== '');
  const preferred = [...(presentation.labels ?? []), 'title', 'label', 'name'].find(key => named.includes(key)) ?? named[0];
  if (preferred) return state[preferred];
  for (const part of Object.values(state))
    if (typeof part === 'object' && part !== null && !Array.isArray(part)) {
      const label = stateLabel(part);
      if (label) return label;
    }
  return null;
}

/** What a resource is called in a list: as it calls itself, or by the end of its address. */
export const itemLabel = resource =>
  resource.link('self')?.title ?? stateLabel(resource.state) ?? (resource.address ? lastSegment(resource.address) : 'Item');

/** What a resource is called as a page of its own; a part of something is called by its kind. */
export function pageLabel(resource, address) {
  const own = resource.address ?? address;
  return resource.link('self')?.title ?? stateLabel(resource.state) ?? readable(lastSegment(own));
}

/** The words that a resource's schema, where it was read, and its forms have for values, by the value's name. */
export function vocabulary(resource) {
  const words = new Map([...resource.words ?? []].map(([name, known]) => [name, new Map(known)]));
  for (const template of resource.templates)
    for (const property of template.properties) {
      const inline = property.options?.inline;
      if (!Array.isArray(inline)) continue;
      const known = words.get(property.name) ?? new Map();
      for (const option of inline) if (typeof option === 'object') known.set(...optionPair(option, property.options));
      words.set(property.name, known);
    }
  return words;
}

/** The value of an option, and what it is called. */
export function optionPair(option, options = {}) {
  if (typeof option !== 'object' || option === null) return [String(option), String(option)];
  const value = option[options.valueField ?? 'value'];
  return [String(value ?? ''), String(option[options.promptField ?? 'prompt'] ?? value ?? '')];
}
