import { h } from './dom.js';
import { linkTitle } from './labels.js';
import { loadResource } from './loader.js';
import { entryUrl } from './router.js';

const returnKey = 'console.return';

/** Saves the current hash for the return from signing in. */
export const saveReturnHash = () => sessionStorage.setItem(returnKey, location.hash);

/** Returns the saved hash and clears it; null if there is none. */
export function takeReturnHash() {
  const hash = sessionStorage.getItem(returnKey);
  sessionStorage.removeItem(returnKey);
  return hash || null;
}

/** Returns links to HTML pages. The console returns to the current hash after signing in. */
export const pageLinks = (links, attributes = {}) => links
  .filter(link => link.isHtml && !link.needsInput && link.url())
  .map(link => h('a', { href: link.url(), onclick: saveReturnHash, ...attributes }, linkTitle(link)));

/** Says that the request requires signing in, with the pages that the entry point offers to anonymous requests. */
export async function signInNotice() {
  const entry = await loadResource(entryUrl, { anonymous: true }).catch(() => null);
  const links = entry ? pageLinks(entry.links.filter(link => !link.isDocumentation), { class: 'button primary' }) : [];
  return h('div', { class: 'notice', role: 'alert' },
    h('h2', {}, 'You are not signed in'),
    h('p', {}, links.length > 0
      ? 'Sign in to continue. You will return to this page.'
      : 'The server requires authentication but offers no page to sign in. Set its authentication cookie, then reload this page.'),
    h('p', { class: 'buttons' }, links));
}
