import { h } from './dom.js';

// Everything is relative to the page, so that the console works below any path.
const root = new URL('.', document.baseURI);

/** The one address that the console knows. */
export const entryAddress = new URL('api', root).href;

/** The place in the console that shows an address; null for what lies elsewhere. */
export function placeOf(address) {
  const url = new URL(address);
  return url.origin === root.origin && url.pathname.startsWith(root.pathname) ? `#/${url.pathname.slice(root.pathname.length)}${url.search}` : null;
}

/** The address that a place shows; without a place, the entry point. */
export function addressOf(place) {
  return place.startsWith('#/') && place.length > 2 ? new URL(`./${place.slice(2)}`, root).href : entryAddress;
}

/** Leads to an address within the console, where it can be shown there. */
export const anchor = (address, content, attributes = {}) => h('a', { href: placeOf(address) ?? address, ...attributes }, content);

/** Shows an address as if it had been followed; showing the same one again loads it again. */
export function go(address, { instead = false } = {}) {
  const place = placeOf(address);
  if (place === null) location.assign(address);
  else if (place === location.hash) window.dispatchEvent(new HashChangeEvent('hashchange'));
  else if (instead) location.replace(place);
  else location.hash = place;
}

/** Whether two addresses are of one thing, whatever is asked of it. */
export const samePath = (one, other) => Boolean(one && other) && pathOf(one) === pathOf(other);

/** Whether the first address lies above the second. */
export const isAbove = (one, other) => pathOf(other).startsWith(`${pathOf(one)}/`);

function pathOf(address) {
  const url = new URL(address);
  return url.origin + url.pathname.replace(/\/$/, '');
}
