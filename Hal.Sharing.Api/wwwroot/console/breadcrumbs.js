import { h, userText } from './dom.js';
import { linkTitle } from './labels.js';
import { anchor, entryUrl, isAncestor, samePath } from './router.js';

/** The labels of the pages shown so far, by URL. */
const visited = new Map();

/** Remembers the label of a page for the breadcrumbs of pages below it. */
export const rememberLabel = (url, label) => visited.set(url, label);

/** Renders the ancestors of a page that are known from links or earlier visits, and the page itself. */
export function breadcrumbs(label, url, resource, entry) {
  const nav = (...content) => h('nav', { class: 'breadcrumbs', 'aria-label': 'Breadcrumbs' }, content);
  if (samePath(url, entryUrl)) return nav();
  const known = new Map();
  for (const link of [...(entry?.links ?? []), ...(resource?.links ?? [])]) {
    const target = link.needsInput || link.rel === 'self' ? null : link.url();
    if (target && isAncestor(target, url)) known.set(target, linkTitle(link));
  }
  for (const [target, title] of visited) if (isAncestor(target, url)) known.set(target, title);
  const ancestors = [...known].filter(([target]) => !samePath(target, entryUrl))
    .sort(([one], [other]) => one.length - other.length)
    .filter(([target], index, all) => all.findIndex(([other]) => samePath(target, other)) === index);
  return nav(h('ol', {},
    h('li', {}, anchor(entryUrl, 'Home')),
    ancestors.map(([target, title]) => h('li', {}, anchor(target, userText(title)))),
    h('li', {}, h('span', { 'aria-current': 'page' }, userText(label)))));
}

/** Returns the URL of the nearest ancestor that the page or the entry point links to; without one, the entry point. */
export function nearestAncestor(url, resource, entry) {
  const candidates = [...(resource.links ?? []), ...(entry?.links ?? [])]
    .filter(link => !link.needsInput).map(link => link.url())
    .filter(target => target && isAncestor(target, url) && !samePath(target, entryUrl));
  return candidates.sort((one, other) => other.length - one.length)[0] ?? entryUrl;
}
