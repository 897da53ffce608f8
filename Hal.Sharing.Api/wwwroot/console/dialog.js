import { releaseAnnouncements } from './announcer.js';
import { h, uniqueId } from './dom.js';

/**
 * Opens a modal dialog; the browser traps the focus and restores it.
 * @param build gets a function that closes the dialog, and returns the content.
 */
export function openDialog(title, build, attributes = {}) {
  const headingId = uniqueId();
  const close = () => dialog.close();
  const dialog = h('dialog', { 'aria-labelledby': headingId, ...attributes },
    h('div', { class: 'dialog-head' },
      h('h2', { id: headingId }, title),
      h('button', { type: 'button', class: 'icon', 'aria-label': 'Close', onclick: close }, '✕')));
  dialog.addEventListener('close', () => {
    releaseAnnouncements(dialog);
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

/** Closes all dialogs before another page is shown. */
export function closeDialogs() {
  for (const dialog of document.querySelectorAll('dialog[open]')) dialog.close();
}
