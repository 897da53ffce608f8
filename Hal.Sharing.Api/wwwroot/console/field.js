import { createControl } from './controls.js';
import { h, uniqueId, userText } from './dom.js';
import { humanize } from './labels.js';

/** A property of a form: its label, its control, its error message and, after a conflict, its current value on the server. */
export class Field {
  constructor(property, base) {
    // A minimum number of options makes the field required, even if the form does not say so.
    property = { ...property, required: property.required || Number(property.options?.minItems) > 0 };
    this.property = property;
    this.name = property.name;
    this.isHidden = property.type === 'hidden';
    this.initialValue = property.value ?? '';
    if (this.isHidden) return;
    const id = uniqueId();
    this.error = h('p', { class: 'error', id: `${id}-error`, hidden: true });
    this.currentValue = h('p', { class: 'current-value', hidden: true });
    this.control = createControl(property, base, id, this.error.id);
    const isOptional = !property.required && !property.readOnly && property.type !== 'checkbox';
    const label = [property.prompt || humanize(property.name), isOptional ? h('span', { class: 'optional' }, ' (optional)') : null];
    const { isGroup, kind, element } = this.control;
    this.element = h(isGroup ? 'fieldset' : 'div', { class: `field ${kind}`, 'aria-describedby': isGroup ? this.error.id : null },
      isGroup ? h('legend', {}, label) : h('label', { for: id }, label),
      element, this.error, this.currentValue);
    this.element.addEventListener('input', () => this.showError(''));
    this.element.addEventListener('change', () => this.showError(''));
  }

  /** The value to send; undefined to omit the property. */
  get value() {
    return this.isHidden || this.property.readOnly ? this.property.value : this.control.value();
  }

  /** Shows an error message, or clears it if the message is empty. */
  showError(message) {
    if (this.isHidden) return;
    this.error.textContent = message;
    this.error.hidden = message === '';
    for (const input of this.control.inputs)
      message === '' ? input.removeAttribute('aria-invalid') : input.setAttribute('aria-invalid', 'true');
  }

  /** Validates the value and shows the error, if any; returns whether it is valid. */
  validate() {
    if (this.isHidden || this.property.readOnly) return true;
    const message = this.control.error();
    this.showError(message);
    return message === '';
  }

  focus() {
    this.control?.inputs[0]?.focus();
  }

  /** Adopts the current property from the server and shows its value if it differs from the input; returns whether it differs. */
  showConflict(property) {
    this.property = { ...this.property, value: property?.value };
    if (this.isHidden || this.property.readOnly) return false;
    const value = this.control.valueFrom(property ?? {});
    const isDifferent = JSON.stringify(value ?? '') !== JSON.stringify(this.control.value() ?? '');
    const apply = () => { this.control.set(value); this.currentValue.hidden = true; };
    this.currentValue.hidden = !isDifferent;
    this.currentValue.replaceChildren('Current value: ', h('strong', {}, userText(this.control.labelOf(value) || 'empty')), ' ',
      h('button', { type: 'button', class: 'link-button', onclick: apply }, 'Use current value'));
    return isDifferent;
  }
}
