import { h } from './dom.js';

const region = document.getElementById('outcomes');
const stays = 8000;

/** Tells an outcome, to eyes for a while and to a screen reader at once. */
export function announce(text) {
  // A dialog makes all else silent: what is told has to stand in it.
  const host = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body;
  if (region.parentElement !== host) host.append(region);
  const note = h('p', { class: 'toast' }, text);
  region.replaceChildren(note);
  setTimeout(() => note.remove(), stays);
}

/** Takes the outcomes out of a dialog that is about to go. */
export const leave = dialog => dialog.contains(region) && document.body.append(region);
