import { NoAnswer, send } from './http.js';
import { Refused } from './reading.js';
import { freshId, h, written } from './dom.js';
import { webAddress } from './hal.js';
import { expand, variables } from './uri-template.js';
import { optionPair } from './words.js';

const pause = 200;

/**
 * A text field whose options are searched on the server during typing.
 * `chosen` gets a [value, words] pair, or null as soon as the text is no choice any more. `show(text)` puts a choice into the field.
 */
export function combobox({ id, options, base, chosen, describedBy, required }) {
  const list = h('ul', { role: 'listbox', id: freshId(), class: 'options', hidden: true, 'aria-label': 'Choices' });
  const told = h('span', { class: 'unseen', role: 'status' });
  const input = h('input', {
    id, type: 'text', role: 'combobox', autocomplete: 'off', spellcheck: 'false', dir: 'auto', placeholder: 'Type to search',
    'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': list.id, 'aria-describedby': describedBy, required,
    oninput: () => { isTyped = true; chosen(null); narrow(); search(pause); },
    onfocus: () => !isTyped && input.select(),
    onmousedown: pointed,
    onclick: () => list.hidden && search(0),
    onkeydown: pressed,
    onblur: () => { settle(); close(); },
  });
  let pairs = [];
  let active = -1;
  let isTyped = false;
  let timer;
  let running = new AbortController();

  function search(delay) {
    clearTimeout(timer);
    running.abort();
    timer = setTimeout(load, delay);
  }

  async function load() {
    running = new AbortController();
    const { signal } = running;
    try {
      const found = await findOptions(options, base, isTyped ? input.value : '', signal);
      if (!signal.aborted && document.activeElement === input) open(found);
    } catch (error) {
      if (!signal.aborted && document.activeElement === input) open([], reason(error));
    }
  }

  // Typing replaces a choice as a whole, so it stays selected; what was typed is edited like any text.
  function pointed(event) {
    if (isTyped) return;
    event.preventDefault();
    input.focus();
    input.select();
  }

  function show(text) {
    input.value = text;
    isTyped = false;
    if (document.activeElement === input) input.select();
  }

  // What cannot be meant any more goes at once; the server's answer follows.
  function narrow() {
    if (list.hidden) return;
    const left = matching(pairs, input.value);
    if (left.length > 0) open(left);
    else close();
  }

  function open(found, nothing = 'Nothing found') {
    const was = pairs[active]?.[0];
    pairs = found;
    active = -1;
    input.removeAttribute('aria-activedescendant');
    list.replaceChildren(...(pairs.length > 0
      // Pressing must not take the focus away before the choice is made.
      ? pairs.map((pair, index) => h('li', { role: 'option', id: freshId(), 'aria-selected': 'false', onpointerdown: event => { event.preventDefault(); choose(index); } },
        written(pair[1]), pair[0] === pair[1] ? null : h('small', {}, written(pair[0]))))
      : [h('li', { class: 'nothing', role: 'option', 'aria-disabled': 'true' }, nothing)]));
    list.hidden = false;
    input.setAttribute('aria-expanded', 'true');
    told.textContent = pairs.length === 0 ? nothing : pairs.length === 1 ? 'One choice' : `${pairs.length} choices`;
    // A choice that was moved to stays active.
    const still = pairs.findIndex(([value]) => value === was);
    if (still >= 0) move(still);
  }

  function close() {
    clearTimeout(timer);
    running.abort();
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  }

  function move(index) {
    if (pairs.length === 0) return;
    list.children[active]?.setAttribute('aria-selected', 'false');
    active = (index + pairs.length) % pairs.length;
    const option = list.children[active];
    option.setAttribute('aria-selected', 'true');
    option.scrollIntoView({ block: 'nearest' });
    input.setAttribute('aria-activedescendant', option.id);
  }

  function choose(index) {
    show(pairs[index][1]);
    chosen(pairs[index]);
    close();
    told.textContent = `${pairs[index][1]} chosen`;
  }

  // A whole value or its words, typed, are a choice too.
  function settle() {
    const exact = pairs.filter(([value, words]) => value === input.value || words.toLowerCase() === input.value.trim().toLowerCase());
    if (exact.length === 1 && input.value !== '') {
      show(exact[0][1]);
      chosen(exact[0]);
    }
  }

  function pressed(event) {
    const isOpen = !list.hidden;
    if (event.key === 'ArrowDown') isOpen ? move(active + 1) : search(0);
    else if (event.key === 'ArrowUp') isOpen ? move(active < 0 ? -1 : active - 1) : search(0);
    else if (event.key === 'Enter' && isOpen && active >= 0) choose(active);
    else if (event.key === 'Escape' && isOpen) close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return { input, show, element: h('div', { class: 'combobox' }, input, list, told) };
}

/** The options that a search finds, as [value, words] pairs; the text goes into the first variable of the link's template. */
export async function findOptions(options, base, text, signal) {
  const { href, templated } = options.link;
  const [first] = templated ? variables(href) : [];
  const address = webAddress(templated ? expand(href, first ? { [first.name]: text } : {}) : href, base);
  const answer = await send(address, { signal });
  if (!answer.ok) throw new Refused(answer);
  if (!Array.isArray(answer.json)) throw new TypeError('No list of options.');
  const pairs = answer.json.map(option => optionPair(option, options));
  return first ? pairs : matching(pairs, text);
}

/** Why there are no choices, in one line. */
function reason(error) {
  if (error instanceof NoAnswer) return 'The server did not answer';
  if (error instanceof Refused && error.answer.status === 401) return 'You are not signed in';
  return error.answer?.json?.detail ?? error.answer?.json?.title ?? 'The choices could not be read';
}

function matching(pairs, text) {
  const sought = text.trim().toLowerCase();
  return pairs.filter(([value, words]) => value.toLowerCase().includes(sought) || words.toLowerCase().includes(sought));
}
