import { leave } from './announcer.js';
import { freshId, h } from './dom.js';

/**
 * Opens a dialog over the page; the browser keeps the focus inside and gives it back.
 * @param build gets a function that closes the dialog, returns what it shows.
 */
export function openDialog(title, build, attributes = {}) {
  const heading = freshId();
  const close = () => dialog.close();
  const dialog = h('dialog', { 'aria-labelledby': heading, ...attributes },
    h('div', { class: 'dialog-head' },
      h('h2', { id: heading }, title),
      h('button', { type: 'button', class: 'icon', 'aria-label': 'Close', onclick: close }, '✕')));
  dialog.addEventListener('close', () => {
    leave(dialog);
    dialog.remove();
  });
  const body = h('div', { class: 'dialog-body' });
  dialog.append(body);
  document.body.append(dialog);
  dialog.showModal();
  body.append(build(close));
  body.querySelector('input:not([type=hidden]), select, textarea, button')?.focus();
  return close;
}

/** Closes whatever is open: the page below is about to become another. */
export function closeDialogs() {
  for (const dialog of document.querySelectorAll('dialog[open]')) dialog.close();
}
