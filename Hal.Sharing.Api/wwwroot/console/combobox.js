import { h, uniqueId, userText } from './dom.js';
import { httpUrl } from './hal.js';
import { HttpError, NetworkError, send } from './http.js';
import { toOption } from './options.js';
import { expand, variables } from './uri-template.js';

const searchDelay = 200;

/**
 * Creates a text field that searches its options on the server while the text changes (ARIA combobox pattern).
 * `onSelect` gets an option { value, label }, or null when the text is edited. `show(label)` displays a selected option.
 */
export function combobox({ id, options, base, onSelect, describedBy, required }) {
  const list = h('ul', { role: 'listbox', id: uniqueId(), class: 'options', hidden: true, 'aria-label': 'Search results' });
  const status = h('span', { class: 'visually-hidden', role: 'status' });
  const input = h('input', {
    id, type: 'text', role: 'combobox', autocomplete: 'off', spellcheck: 'false', dir: 'auto', placeholder: 'Type to search',
    'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': list.id, 'aria-describedby': describedBy, required,
    oninput: () => { isEdited = true; onSelect(null); filterResults(); search(searchDelay); },
    onfocus: () => !isEdited && input.select(),
    onmousedown: onMouseDown,
    onclick: () => list.hidden && search(0),
    onkeydown: onKeyDown,
    onblur: () => { selectExactMatch(); close(); },
  });
  let results = [];
  let activeIndex = -1;
  let isEdited = false;
  let timer;
  let controller = new AbortController();

  function search(delay) {
    clearTimeout(timer);
    controller.abort();
    timer = setTimeout(load, delay);
  }

  async function load() {
    controller = new AbortController();
    const { signal } = controller;
    try {
      const found = await findOptions(options, base, isEdited ? input.value : '', signal);
      if (!signal.aborted && document.activeElement === input) open(found);
    } catch (error) {
      if (!signal.aborted && document.activeElement === input) open([], errorMessage(error));
    }
  }

  // A selected option is replaced as a whole, so a click keeps it highlighted; edited text gets a normal caret.
  function onMouseDown(event) {
    if (isEdited) return;
    event.preventDefault();
    input.focus();
    input.select();
  }

  function show(label) {
    input.value = label;
    isEdited = false;
    if (document.activeElement === input) input.select();
  }

  // Removes results that no longer match, until the server responds.
  function filterResults() {
    if (list.hidden) return;
    const left = matching(results, input.value);
    if (left.length > 0) open(left);
    else close();
  }

  function open(found, emptyMessage = 'No results') {
    const activeValue = results[activeIndex]?.value;
    results = found;
    activeIndex = -1;
    input.removeAttribute('aria-activedescendant');
    list.replaceChildren(...(results.length > 0
      ? results.map(resultItem)
      : [h('li', { class: 'muted', role: 'option', 'aria-disabled': 'true' }, emptyMessage)]));
    list.hidden = false;
    input.setAttribute('aria-expanded', 'true');
    status.textContent = results.length === 0 ? emptyMessage : results.length === 1 ? '1 result' : `${results.length} results`;
    const index = results.findIndex(({ value }) => value === activeValue);
    if (index >= 0) activate(index);
  }

  function resultItem({ value, label }, index) {
    // Without preventDefault, the input would lose the focus before the option is selected.
    const onpointerdown = event => { event.preventDefault(); select(results[index]); };
    return h('li', { role: 'option', id: uniqueId(), 'aria-selected': 'false', onpointerdown },
      userText(label), value === label ? null : h('small', {}, userText(value)));
  }

  function close() {
    clearTimeout(timer);
    controller.abort();
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  }

  function activate(index) {
    if (results.length === 0) return;
    list.children[activeIndex]?.setAttribute('aria-selected', 'false');
    activeIndex = (index + results.length) % results.length;
    const item = list.children[activeIndex];
    item.setAttribute('aria-selected', 'true');
    item.scrollIntoView({ block: 'nearest' });
    input.setAttribute('aria-activedescendant', item.id);
  }

  function select(option) {
    show(option.label);
    onSelect(option);
    close();
    status.textContent = `${option.label} selected`;
  }

  // Typing a complete value or label also selects an option.
  function selectExactMatch() {
    const text = input.value.trim().toLowerCase();
    const exact = results.filter(({ value, label }) => value === input.value || label.toLowerCase() === text);
    if (exact.length === 1 && input.value !== '') {
      show(exact[0].label);
      onSelect(exact[0]);
    }
  }

  function onKeyDown(event) {
    const isOpen = !list.hidden;
    if (event.key === 'ArrowDown') isOpen ? activate(activeIndex + 1) : search(0);
    else if (event.key === 'ArrowUp') isOpen ? activate(activeIndex < 0 ? -1 : activeIndex - 1) : search(0);
    else if (event.key === 'Enter' && isOpen && activeIndex >= 0) select(results[activeIndex]);
    else if (event.key === 'Escape' && isOpen) close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return { input, show, element: h('div', { class: 'combobox' }, input, list, status) };
}

/** Loads the options that match a text, which is the value of the first variable in the link's template. */
export async function findOptions(options, base, text, signal) {
  const { href, templated } = options.link;
  const [first] = templated ? variables(href) : [];
  const url = httpUrl(templated ? expand(href, first ? { [first.name]: text } : {}) : href, base);
  const response = await send(url, { signal });
  if (!response.ok) throw new HttpError(response);
  if (!Array.isArray(response.json)) throw new TypeError('The options are not an array.');
  const found = response.json.map(item => toOption(item, options));
  return first ? found : matching(found, text);
}

/** Returns a one-line message for an error. */
function errorMessage(error) {
  if (error instanceof NetworkError) return 'The server did not respond';
  if (error instanceof HttpError && error.response.status === 401) return 'You are not signed in';
  return error.response?.json?.detail ?? error.response?.json?.title ?? 'Could not load the options';
}

function matching(options, text) {
  const query = text.trim().toLowerCase();
  return options.filter(({ value, label }) => value.toLowerCase().includes(query) || label.toLowerCase().includes(query));
}
