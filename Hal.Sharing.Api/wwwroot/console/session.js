import { read } from './reading.js';
import { h } from './dom.js';
import { entryAddress } from './router.js';
import { linkTitle } from './words.js';

const key = 'console.place';

/** Keeps where the person is, for when he comes back from signing in. */
export const keepPlace = () => sessionStorage.setItem(key, location.hash);

/** The place to come back to, once; or null. */
export function takePlace() {
  const place = sessionStorage.getItem(key);
  sessionStorage.removeItem(key);
  return place || null;
}

/** Links to pages, such as the one to sign in: they open as pages, and signing in leads back to the same place. */
export const pageLinks = (links, attributes = {}) => links
  .filter(link => link.isPage && !link.isOpen && link.address())
  .map(link => h('a', { href: link.address(), onclick: keepPlace, ...attributes }, linkTitle(link)));

/** Says that nobody, or nobody any more, is signed in, and offers what the entry point then links. */
export async function signInOffer() {
  const entry = await read(entryAddress, { anonymous: true }).catch(() => null);
  const links = entry ? pageLinks(entry.links.filter(link => !link.isDocumentation), { class: 'button primary' }) : [];
  return h('div', { class: 'notice', role: 'alert' },
    h('h2', {}, 'You are not signed in'),
    h('p', {}, links.length > 0
      ? 'Either you have not signed in yet, or it has been too long ago. You will come back to this place.'
      : 'The server wants to know who you are, but offers no page to sign in. Give it a token in its cookie, then load this page again.'),
    h('p', { class: 'buttons' }, links));
}
