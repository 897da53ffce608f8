import { h } from './dom.js';

// All URLs are relative to the page, so that the console works under any path.
const root = new URL('.', document.baseURI);

/** The only URL of the API that the console knows. */
export const entryUrl = new URL('api', root).href;

/** Returns the hash under which the console shows a URL, or null if the URL is outside of this server. */
export function hashFromUrl(url) {
  const { origin, pathname, search } = new URL(url);
  return origin === root.origin && pathname.startsWith(root.pathname) ? `#/${pathname.slice(root.pathname.length)}${search}` : null;
}

/** Returns the URL that the console shows under a hash: the entry point if the hash is empty. */
export function urlFromHash(hash) {
  return hash.startsWith('#/') && hash.length > 2 ? new URL(`./${hash.slice(2)}`, root).href : entryUrl;
}

/** Creates a link that stays in the console if the console can show the URL. */
export const anchor = (url, content, attributes = {}) => h('a', { href: hashFromUrl(url) ?? url, ...attributes }, content);

/** Navigates to a URL as a link does; navigating to the current URL reloads it. */
export function navigate(url, { replace = false } = {}) {
  const hash = hashFromUrl(url);
  if (hash === null) location.assign(url);
  else if (hash === location.hash) window.dispatchEvent(new HashChangeEvent('hashchange'));
  else if (replace) location.replace(hash);
  else location.hash = hash;
}

/** Whether two URLs have the same path, whatever their queries are. */
export const samePath = (one, other) => Boolean(one && other) && pathOf(one) === pathOf(other);

/** Whether the path of the first URL is an ancestor of the path of the second. */
export const isAncestor = (one, other) => pathOf(other).startsWith(`${pathOf(one)}/`);

function pathOf(url) {
  const { origin, pathname } = new URL(url);
  return origin + pathname.replace(/\/$/, '');
}
