import { freshId, h, written } from './dom.js';
import { control } from './controls.js';
import { readable } from './words.js';

/** One property of a form: its label, its control, what is wrong with it, and what stands there meanwhile. */
export class Field {
  constructor(property, base) {
    // One value at least to be chosen makes a field required, though the form need not say it twice.
    property = { ...property, required: property.required || Number(property.options?.minItems) > 0 };
    this.property = property;
    this.name = property.name;
    this.isHidden = property.type === 'hidden';
    this.prompt = property.prompt || readable(property.name);
    this.initial = property.value ?? '';
    if (this.isHidden) return;
    const id = freshId();
    this.error = h('p', { class: 'error', id: `${id}-error`, hidden: true });
    this.remarkPlace = h('p', { class: 'remark', hidden: true });
    this.control = control(property, base, id, this.error.id);
    const label = [this.prompt, property.required || property.readOnly || property.type === 'checkbox' ? null : h('span', { class: 'optional' }, ' optional')];
    const isGroup = this.control.isGroup;
    this.element = h(isGroup ? 'fieldset' : 'div', { class: `field ${this.control.kind}`, 'aria-describedby': isGroup ? this.error.id : null },
      isGroup ? h('legend', {}, label) : h('label', { for: id }, label),
      this.control.element, this.error, this.remarkPlace);
    this.element.addEventListener('input', () => this.say(''));
    this.element.addEventListener('change', () => this.say(''));
  }

  /** What is sent for it; undefined: nothing. */
  get value() {
    return this.isHidden || this.property.readOnly ? this.property.value : this.control.value();
  }

  /** Says what is wrong with it; nothing: all is well. */
  say(fault) {
    if (this.isHidden) return;
    this.error.textContent = fault;
    this.error.hidden = fault === '';
    for (const input of this.control.inputs) fault === '' ? input.removeAttribute('aria-invalid') : input.setAttribute('aria-invalid', 'true');
  }

  /** Checks it as the browser does, and says what is wrong; whether all is well. */
  check() {
    if (this.isHidden || this.property.readOnly) return true;
    const fault = this.control.fault();
    this.say(fault);
    return fault === '';
  }

  focus() {
    this.control?.inputs[0]?.focus();
  }

  /** Takes over what the form says of it by now, and shows where that differs from what was typed; whether it does. */
  compare(property) {
    this.property = { ...this.property, value: property?.value };
    if (this.isHidden || this.property.readOnly) return false;
    const there = this.control.normal(property ?? {});
    const differs = JSON.stringify(there ?? '') !== JSON.stringify(this.control.value() ?? '');
    this.remarkPlace.hidden = !differs;
    this.remarkPlace.replaceChildren('There now: ', h('strong', {}, written(this.control.words(there) || 'nothing')), ' ',
      h('button', { type: 'button', class: 'quiet', onclick: () => { this.control.set(there); this.remarkPlace.hidden = true; } }, 'Use this'));
    return differs;
  }
}
