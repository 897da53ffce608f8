/** Returns an option of a HAL-FORMS property as { value, label }. */
export function toOption(item, options = {}) {
  if (typeof item !== 'object' || item === null) return { value: String(item), label: String(item) };
  const value = item[options.valueField ?? 'value'];
  return { value: String(value ?? ''), label: String(item[options.promptField ?? 'prompt'] ?? value ?? '') };
}

/** Whether a property can have several values: maxItems decides or, without it, whether selectedValues is present. */
export const isMultiple = options =>
  (options.maxItems === undefined ? Array.isArray(options.selectedValues) : Number(options.maxItems) > 1);

export const selectedValues = property => (property.options?.selectedValues ?? (property.value ? [property.value] : [])).map(String);

/** Returns the label of a value, or the value itself if it is not among the options. */
export const labelOf = (options, value) => options.find(option => option.value === value)?.label ?? String(value ?? '');

/** Returns the error message for a number of selected options; empty if the number is valid. */
export function countError(selected, { options, required }) {
  const minItems = Number(options.minItems ?? (required ? 1 : 0));
  const maxItems = Number(options.maxItems ?? Infinity);
  return selected < minItems ? `Select at least ${minItems}` : selected > maxItems ? `Select at most ${maxItems}` : '';
}
