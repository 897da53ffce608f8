import { h, uniqueId, userText } from './dom.js';
import { countError, isMultiple, labelOf, selectedValues, toOption } from './options.js';
import { multiSearchControl, searchControl } from './search-controls.js';

const inputTypes = new Set(['text', 'search', 'tel', 'url', 'email', 'password', 'date', 'month', 'week', 'time', 'datetime-local',
  'number', 'range', 'color']);
const maxRadioOptions = 5;

/**
 * Creates the control for a property:
 * { kind, element, inputs, isGroup, value(), set(value), valueFrom(property), labelOf(value), error() }.
 * A value is in the form in which it is sent: undefined if there is none, an array if several can be selected.
 * `error()` returns a message, which is empty if the value is valid.
 */
export function createControl(property, base, id, describedBy) {
  const { options } = property;
  if (property.readOnly) return readOnlyControl(property, id);
  if (options?.link) return (isMultiple(options) ? multiSearchControl : searchControl)(property, base, id, describedBy);
  if (Array.isArray(options?.inline)) {
    const inline = options.inline.map(item => toOption(item, options));
    if (isMultiple(options)) return groupControl(property, inline, 'checkbox', describedBy);
    return property.required && inline.length <= maxRadioOptions
      ? groupControl(property, inline, 'radio', describedBy)
      : selectControl(property, inline, id, describedBy);
  }
  if (property.type === 'checkbox') return checkboxControl(property, id, describedBy);
  return textControl(property, id, describedBy);
}

function readOnlyControl(property, id) {
  return {
    kind: 'read-only', inputs: [],
    element: h('output', { id, class: 'output' }, userText(property.value ?? '')),
    value: () => property.value,
    set: () => {},
    valueFrom: other => other.value,
    labelOf: String,
    error: () => '',
  };
}

function textControl(property, id, describedBy) {
  const isTextarea = property.type === 'textarea';
  const type = inputTypes.has(property.type) ? property.type : 'text';
  const isNumber = type === 'number' || type === 'range';
  const input = h(isTextarea ? 'textarea' : 'input', {
    id, type: isTextarea ? null : type, dir: isNumber ? null : 'auto', 'aria-describedby': describedBy, required: property.required,
    placeholder: property.placeholder, autocomplete: 'off', rows: isTextarea ? property.rows ?? 4 : null,
    min: property.min, max: property.max, step: property.step ?? (isNumber ? 'any' : null),
    minlength: property.minLength, maxlength: property.maxLength,
  });
  const normalize = value => {
    if (value === undefined || value === null || value === '') return undefined;
    return isNumber && Number.isFinite(Number(value)) ? Number(value) : String(value);
  };
  input.value = property.value ?? '';
  return {
    kind: isTextarea ? 'textarea' : 'text', element: input, inputs: [input],
    value: () => normalize(input.value),
    set: value => { input.value = value ?? ''; },
    valueFrom: other => normalize(other.value),
    labelOf: value => String(value ?? ''),
    error: () => input.validationMessage || (input.value === '' ? '' : textError(property, input.value)),
  };
}

// Patterns are not left to the browser, whose syntax is stricter than that of many forms. It checks minlength only after typing.
function textError({ regex, minLength }, value) {
  if (regex && !matches(regex, value)) return `Must match ${regex}`;
  return minLength && [...value].length < minLength ? `Must have at least ${minLength} characters` : '';
}

function matches(regex, value) {
  try {
    return new RegExp(`^(?:${regex})$`, 'u').test(value);
  } catch {
    // The server validates patterns that the browser cannot parse.
    return true;
  }
}

function checkboxControl(property, id, describedBy) {
  const input = h('input', { id, type: 'checkbox', 'aria-describedby': describedBy });
  input.checked = String(property.value) === 'true';
  return {
    kind: 'checkbox', element: input, inputs: [input],
    value: () => input.checked,
    set: value => { input.checked = value; },
    valueFrom: other => String(other.value) === 'true',
    labelOf: value => (value ? 'Yes' : 'No'),
    error: () => (property.required && !input.checked ? 'Check this box to continue' : ''),
  };
}

/** Adds the selected values that are not among the options. */
const withSelected = (options, selected) =>
  [...options, ...selected.filter(value => !options.some(option => option.value === value)).map(value => ({ value, label: value }))];

function selectControl(property, inline, id, describedBy) {
  const selected = selectedValues(property)[0] ?? '';
  const all = withSelected(inline, selected === '' ? [] : [selected]);
  const hasEmptyOption = !property.required || selected === '';
  const input = h('select', { id, 'aria-describedby': describedBy, required: property.required },
    hasEmptyOption ? h('option', { value: '' }, property.required ? 'Select…' : '–') : null,
    all.map(({ value, label }) => h('option', { value }, label)));
  input.value = selected;
  return {
    kind: 'select', element: input, inputs: [input],
    value: () => input.value || undefined,
    set: value => { input.value = value ?? ''; },
    valueFrom: other => selectedValues(other)[0],
    labelOf: value => labelOf(all, value),
    error: () => input.validationMessage,
  };
}

/** Creates a group of radio buttons or checkboxes. */
function groupControl(property, inline, type, describedBy) {
  const isCheckbox = type === 'checkbox';
  const name = uniqueId();
  const selected = selectedValues(property);
  const all = withSelected(inline, selected);
  const inputs = all.map(({ value }) => h('input', {
    type, name, value, id: uniqueId(), 'aria-describedby': describedBy, required: !isCheckbox && property.required,
  }));
  const labels = all.map(({ label }, index) => h('label', {}, inputs[index], h('span', {}, userText(label))));
  const set = value => { for (const input of inputs) input.checked = [value].flat().map(String).includes(input.value); };
  const checked = () => inputs.filter(input => input.checked).map(input => input.value);
  set(selected);
  return {
    kind: isCheckbox ? 'checkboxes' : 'radio', isGroup: true, inputs, set,
    element: h('div', { class: isCheckbox ? 'checkbox-list' : 'segments' }, labels),
    value: () => (isCheckbox ? checked() : checked()[0]),
    valueFrom: other => (isCheckbox ? selectedValues(other) : selectedValues(other)[0]),
    labelOf: value => [value ?? []].flat().map(item => labelOf(all, item)).join(', '),
    error: () => (isCheckbox ? countError(checked().length, property) : inputs[0]?.validationMessage ?? ''),
  };
}
