import { combobox, findOptions } from './combobox.js';
import { h, userText } from './dom.js';
import { countError, selectedValues } from './options.js';

/** Creates a control for one option that is searched on the server. */
export function searchControl(property, base, id, describedBy) {
  const labels = new Map();
  let selected = null;
  const { input, element, show } = combobox({
    id, base, describedBy, options: property.options, required: property.required,
    onSelect: option => {
      selected = option;
      if (option) labels.set(option.value, option.label);
    },
  });
  const set = async value => {
    selected = value ? { value, label: labels.get(value) ?? value } : null;
    show(selected?.label ?? '');
    if (!value || labels.has(value)) return;
    const found = await findByValue(property.options, base, value);
    if (!found || selected?.value !== value) return;
    labels.set(value, found.label);
    selected = found;
    show(found.label);
  };
  set(selectedValues(property)[0]);
  return {
    kind: 'search', element, inputs: [input], set,
    value: () => selected?.value,
    valueFrom: other => selectedValues(other)[0],
    labelOf: value => labels.get(value) ?? String(value ?? ''),
    error: () => (!selected && input.value !== '' ? 'Select an option from the list' : input.validationMessage),
  };
}

/** Creates a control for several options that are searched on the server. */
export function multiSearchControl(property, base, id, describedBy) {
  const selected = new Map(selectedValues(property).map(value => [value, value]));
  const list = h('ul', { class: 'chips' });
  const { input, element } = combobox({
    id, base, describedBy, options: property.options,
    onSelect: option => {
      if (!option) return;
      selected.set(option.value, option.label);
      input.value = '';
      render();
    },
  });
  const chip = ([value, label]) => h('li', { class: 'chip' }, userText(label), h('button', {
    type: 'button', class: 'icon', 'aria-label': `Remove ${label}`,
    onclick: () => { selected.delete(value); render(); input.focus(); },
  }, '✕'));
  const render = () => list.replaceChildren(...[...selected].map(chip));
  render();
  return {
    kind: 'search', inputs: [input], element: h('div', {}, list, element),
    value: () => [...selected.keys()],
    set: values => {
      selected.clear();
      for (const value of values ?? []) selected.set(value, value);
      render();
    },
    valueFrom: selectedValues,
    labelOf: values => [values ?? []].flat().map(value => selected.get(value) ?? value).join(', '),
    error: () => (input.value !== '' ? 'Select an option from the list or clear this field' : countError(selected.size, property)),
  };
}

/** Finds the option with a value. If no option matches the whole value, its last part is searched. */
async function findByValue(options, base, value) {
  for (const text of new Set([value, value.split(/[:/]/).at(-1)])) {
    const found = (await findOptions(options, base, text).catch(() => [])).find(option => option.value === value);
    if (found) return found;
  }
  return null;
}
