import { h } from './dom.js';

const region = document.getElementById('announcements');
const toastDuration = 8000;

/** Shows a message as a toast, which screen readers announce. */
export function announce(text) {
  // A modal dialog hides everything outside of it from screen readers, so the region moves into the dialog.
  const host = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body;
  if (region.parentElement !== host) host.append(region);
  const toast = h('p', { class: 'toast' }, text);
  region.replaceChildren(toast);
  setTimeout(() => toast.remove(), toastDuration);
}

/** Moves the region out of a dialog that is about to be removed. */
export const releaseAnnouncements = dialog => dialog.contains(region) && document.body.append(region);
