import { combobox, findOptions } from './combobox.js';
import { freshId, h, written } from './dom.js';
import { optionPair } from './words.js';

const plain = new Set(['text', 'search', 'tel', 'url', 'email', 'password', 'date', 'month', 'week', 'time', 'datetime-local', 'number', 'range', 'color']);
const few = 5;

/**
 * The control for a property: { kind, element, inputs, isGroup, value(), set(value), normal(property), words(value), fault() }.
 * A value is what is sent: undefined for nothing, an array where several may be chosen.
 */
export function control(property, base, id, describedBy) {
  const { options } = property;
  if (property.readOnly) return readOnly(property, id);
  if (options?.link) return isMany(options) ? searchMany(property, base, id, describedBy) : searchOne(property, base, id, describedBy);
  if (Array.isArray(options?.inline)) {
    const pairs = options.inline.map(option => optionPair(option, options));
    if (isMany(options)) return group(property, pairs, 'checkbox', describedBy);
    return property.required && pairs.length <= few ? group(property, pairs, 'radio', describedBy) : select(property, pairs, id, describedBy);
  }
  if (property.type === 'checkbox') return checkbox(property, id, describedBy);
  return text(property, id, describedBy);
}

/** Several may be chosen where more than one is allowed, or where nothing limits a list of what is chosen. */
const isMany = options => (options.maxItems === undefined ? Array.isArray(options.selectedValues) : Number(options.maxItems) > 1);

const selected = property => (property.options?.selectedValues ?? (property.value ? [property.value] : [])).map(String);

function readOnly(property, id) {
  const element = h('output', { id, class: 'fixed' }, written(property.value ?? ''));
  return { kind: 'fixed', element, inputs: [], value: () => property.value, set: () => {}, normal: other => other.value, words: String, fault: () => '' };
}

function text(property, id, describedBy) {
  const isArea = property.type === 'textarea';
  const type = plain.has(property.type) ? property.type : 'text';
  const isNumber = type === 'number' || type === 'range';
  const input = h(isArea ? 'textarea' : 'input', {
    id, type: isArea ? null : type, dir: isNumber ? null : 'auto', 'aria-describedby': describedBy, required: property.required,
    placeholder: property.placeholder, autocomplete: 'off', rows: isArea ? property.rows ?? 4 : null,
    min: property.min, max: property.max, step: property.step ?? (isNumber ? 'any' : null), minlength: property.minLength, maxlength: property.maxLength,
  });
  const normal = value => (value === undefined || value === null || value === '' ? undefined : isNumber && Number.isFinite(Number(value)) ? Number(value) : String(value));
  input.value = property.value ?? '';
  return {
    kind: isArea ? 'area' : 'line', element: input, inputs: [input],
    value: () => normal(input.value),
    set: value => { input.value = value ?? ''; },
    normal: other => normal(other.value),
    words: value => String(value ?? ''),
    fault: () => {
      if (!input.validity.valid) return input.validationMessage;
      // Checked here and not by the browser, whose patterns have a stricter syntax than a form may have been written for.
      if (input.value !== '' && property.regex && !matches(property.regex, input.value)) return `This must match ${property.regex}`;
      if (property.minLength && input.value !== '' && [...input.value].length < property.minLength) return `This must have at least ${property.minLength} letters`;
      return '';
    },
  };
}

function checkbox(property, id, describedBy) {
  const input = h('input', { id, type: 'checkbox', 'aria-describedby': describedBy });
  input.checked = String(property.value) === 'true';
  return {
    kind: 'check', element: input, inputs: [input],
    value: () => input.checked,
    set: value => { input.checked = value; },
    normal: other => String(other.value) === 'true',
    words: value => (value ? 'yes' : 'no'),
    fault: () => (property.required && !input.checked ? 'This has to be ticked' : ''),
  };
}

function select(property, pairs, id, describedBy) {
  const chosen = selected(property)[0] ?? '';
  const all = chosen === '' || pairs.some(([value]) => value === chosen) ? pairs : [...pairs, [chosen, chosen]];
  const isEmpty = !property.required || chosen === '';
  const input = h('select', { id, 'aria-describedby': describedBy, required: property.required },
    isEmpty ? h('option', { value: '' }, property.required ? 'Choose…' : '–') : null,
    all.map(([value, words]) => h('option', { value }, words)));
  input.value = chosen;
  return {
    kind: 'choice', element: input, inputs: [input],
    value: () => input.value || undefined,
    set: value => { input.value = value ?? ''; },
    normal: other => selected(other)[0],
    words: value => wordsOf(all, value),
    fault: () => input.validationMessage,
  };
}

function group(property, pairs, type, describedBy) {
  const name = freshId();
  const chosen = selected(property);
  const all = [...pairs, ...chosen.filter(value => !pairs.some(pair => pair[0] === value)).map(value => [value, value])];
  const inputs = all.map(([value]) => h('input', { type, name, value, id: freshId(), 'aria-describedby': describedBy, required: type === 'radio' && property.required }));
  const set = value => { for (const input of inputs) input.checked = [value].flat().map(String).includes(input.value); };
  set(chosen);
  const isMany = type === 'checkbox';
  const many = () => inputs.filter(input => input.checked).map(input => input.value);
  const minItems = Number(property.options.minItems ?? (property.required ? 1 : 0));
  const maxItems = Number(property.options.maxItems ?? Infinity);
  return {
    kind: isMany ? 'several' : 'one', isGroup: true, inputs, set,
    element: h('div', { class: isMany ? 'ticks' : 'segments' }, all.map(([, words], index) => h('label', {}, inputs[index], h('span', {}, written(words))))),
    value: () => (isMany ? many() : many()[0]),
    normal: other => (isMany ? selected(other) : selected(other)[0]),
    words: value => [value ?? []].flat().map(one => wordsOf(all, one)).join(', '),
    fault: () => {
      if (!isMany) return inputs[0]?.validationMessage ?? '';
      if (many().length < minItems) return `Choose at least ${minItems}`;
      return many().length > maxItems ? `Choose at most ${maxItems}` : '';
    },
  };
}

function searchOne(property, base, id, describedBy) {
  const known = new Map();
  let pair = null;
  const { input, element, show } = combobox({
    id, base, describedBy, options: property.options, required: property.required,
    chosen: choice => { pair = choice; if (choice) known.set(...choice); },
  });
  const set = async value => {
    pair = value ? [value, known.get(value) ?? value] : null;
    show(pair?.[1] ?? '');
    if (!value || known.has(value)) return;
    const found = await wordsFor(property.options, base, value);
    if (found && pair?.[0] === value) {
      known.set(...found);
      pair = found;
      show(found[1]);
    }
  };
  set(selected(property)[0]);
  return {
    kind: 'search', element, inputs: [input], set,
    value: () => pair?.[0],
    normal: other => selected(other)[0],
    words: value => known.get(value) ?? String(value ?? ''),
    fault: () => (!pair && input.value !== '' ? 'Choose one of the list' : input.validationMessage),
  };
}

function searchMany(property, base, id, describedBy) {
  const chosen = new Map(selected(property).map(value => [value, value]));
  const list = h('ul', { class: 'chips' });
  const show = () => list.replaceChildren(...[...chosen].map(([value, words]) => h('li', { class: 'chip' }, written(words),
    h('button', { type: 'button', class: 'icon', 'aria-label': `Take out ${words}`, onclick: () => { chosen.delete(value); show(); input.focus(); } }, '✕'))));
  const { input, element } = combobox({
    id, base, describedBy, options: property.options,
    chosen: pair => {
      if (!pair) return;
      chosen.set(...pair);
      input.value = '';
      show();
    },
  });
  show();
  const minItems = Number(property.options.minItems ?? (property.required ? 1 : 0));
  const maxItems = Number(property.options.maxItems ?? Infinity);
  return {
    kind: 'search', inputs: [input], element: h('div', {}, list, element),
    value: () => [...chosen.keys()],
    set: values => { chosen.clear(); for (const value of values ?? []) chosen.set(value, value); show(); },
    normal: other => selected(other),
    words: values => [values ?? []].flat().map(value => chosen.get(value) ?? value).join(', '),
    fault: () => (input.value !== '' ? 'Choose one of the list, or empty this'
      : chosen.size < minItems ? `Choose at least ${minItems}` : chosen.size > maxItems ? `Choose at most ${maxItems}` : ''),
  };
}

/** The option with a value, whose words only the server knows; its search may look into parts of values only. */
async function wordsFor(options, base, value) {
  for (const text of new Set([value, value.split(/[:/]/).at(-1)])) {
    const found = (await findOptions(options, base, text).catch(() => [])).find(([other]) => other === value);
    if (found) return found;
  }
  return null;
}

const wordsOf = (pairs, value) => pairs.find(pair => pair[0] === value)?.[1] ?? String(value ?? '');

function matches(regex, value) {
  try {
    return new RegExp(`^(?:${regex})$`, 'u').test(value);
  } catch {
    // The server will judge.
    return true;
  }
}
