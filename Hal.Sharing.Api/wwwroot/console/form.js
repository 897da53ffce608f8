import { h } from './dom.js';
import { Field } from './field.js';
import { HttpError, NetworkError } from './http.js';
import { askTwin, effectsView, twinOf } from './impact.js';
import { humanize } from './labels.js';
import { loadResource } from './loader.js';
import { errorView, validationErrors } from './problem.js';
import { conflictUrl, sendForm } from './sending.js';

export const templateTitle = template => template.title || (template.key === 'default' ? 'Submit' : humanize(template.key));

/**
 * Renders a HAL-FORMS template as a form. A form of the resource that tells the effects of this one is asked first.
 * @param onDone gets the response after success.
 * @param onCancel adds a Cancel button.
 * @param entry the entry point, which leads to the caller.
 */
export function formView(template, resource, { onDone, onCancel = null, intro = null, entry = null }) {
  let current = { template, resource };
  let isSending = false;
  let asked = null;
  const fields = template.properties.map(property => new Field(property, resource.base));
  const visibleFields = fields.filter(field => !field.isHidden);
  const fieldByName = name => visibleFields.find(field => field.name === name);
  const messages = h('div', { class: 'messages' });
  const isDelete = template.method === 'DELETE';
  const submit = h('button', { type: 'submit', class: isDelete ? 'button danger' : 'button primary' }, templateTitle(template));
  const back = h('button', { type: 'button', class: 'button', onclick: goBack }, 'Back');
  const fieldList = h('div', { class: 'fields' }, visibleFields.map(field => field.element));
  const className = isCompact(visibleFields) ? 'form compact' : 'form';
  const form = h('form', { novalidate: true, class: className, onsubmit: onSubmit, onkeydown: onKeyDown },
    intro, messages, fieldList,
    h('p', { class: 'buttons' }, submit,
      onCancel ? h('button', { type: 'button', class: 'button', onclick: onCancel }, 'Cancel') : null));
  if (isDelete && visibleFields.length === 0 && twinOf(template, resource)) perform(ask);
  return form;

  function onKeyDown(event) {
    if (event.key === 'Escape' && onCancel && !form.closest('dialog')) onCancel();
  }

  async function onSubmit(event) {
    event.preventDefault();
    if (isSending) return;
    const invalid = asked ? [] : visibleFields.filter(field => !field.validate());
    if (invalid.length > 0) {
      messages.replaceChildren();
      return invalid[0].focus();
    }
    await perform(!asked && twinOf(current.template, current.resource) ? ask : () => sendNow(asked));
  }

  async function perform(action) {
    isSending = true;
    submit.setAttribute('aria-disabled', 'true');
    try {
      await action();
    } catch (error) {
      await showError(error);
    } finally {
      isSending = false;
      submit.removeAttribute('aria-disabled');
    }
  }

  /** Sends the form or, if its effects are on display, the one that the server filled in for them. */
  async function sendNow(filled) {
    if (!filled) messages.replaceChildren();
    const response = await (filled
      ? sendForm(filled.template, filled.fields, filled.resource)
      : sendForm(current.template, fields, current.resource));
    if (filled && [409, 412].includes(response.status)) return ask(conflictNotice(
      'The state that this is about is no longer current. These are the effects now. Nothing was saved yet.'));
    if (!response.ok) throw new HttpError(response);
    await onDone(response);
  }

  /** Shows the effects of the form; if nothing is lost by it, sends it at once. */
  async function ask(notice = null) {
    asked = null;
    const { template: own, resource: subject } = current;
    const filled = await askTwin(twinOf(own, subject), own, fields, subject, entry);
    if (!filled || (filled.effects.isHarmless && !isDelete)) return sendNow(filled);
    asked = filled;
    const view = effectsView(filled.effects);
    messages.replaceChildren(...[notice, view].filter(Boolean));
    fieldList.hidden = true;
    if (visibleFields.length > 0) submit.after(back);
    submit.classList.replace('primary', 'danger');
    if (form.isConnected && visibleFields.length > 0) view.focus();
  }

  /** Shows the fields again, with what was typed. */
  function goBack() {
    leaveEffects();
    visibleFields[0]?.focus();
  }

  function leaveEffects() {
    asked = null;
    messages.replaceChildren();
    fieldList.hidden = false;
    back.remove();
    if (!isDelete) submit.classList.replace('danger', 'primary');
  }

  async function showError(error) {
    if (asked) leaveEffects();
    const currentUrl = error instanceof HttpError ? conflictUrl(error.response, current) : null;
    if (currentUrl && await showConflict(currentUrl)) return;
    const errors = error instanceof HttpError ? validationErrors(error.response.json) : [];
    const fieldErrors = errors.filter(({ field }) => fieldByName(field));
    for (const { field, message } of fieldErrors) fieldByName(field).showError(message);
    messages.replaceChildren(await errorView(error, {
      errors: errors.filter(({ field }) => !fieldByName(field)),
      isWrite: template.method !== 'GET',
      retry: () => form.requestSubmit(),
    }));
    if (fieldErrors.length > 0) fieldByName(fieldErrors[0].field).focus();
    else scrollToMessages();
  }

  /** Shows the current state next to the input; returns false if the state cannot be loaded. */
  async function showConflict(url) {
    let fresh;
    try {
      fresh = await loadResource(url);
    } catch (error) {
      if (error instanceof HttpError || error instanceof NetworkError) return false;
      throw error;
    }
    const freshTemplate = fresh.templates.find(({ key }) => key === template.key);
    if (!freshTemplate) {
      messages.replaceChildren(conflictNotice('The resource was changed, and this action is no longer available.'));
      return true;
    }
    current = { template: freshTemplate, resource: fresh };
    const differing = fields.filter(field => field.showConflict(freshTemplate.properties.find(({ name }) => name === field.name)));
    messages.replaceChildren(conflictNotice(differing.length > 0
      ? 'The resource was changed while this form was open. Compare your input with the current values. Your changes are not saved yet.'
      : 'The resource was changed while this form was open. Your input matches its current values. Your changes are not saved yet.'));
    submit.textContent = isDelete ? `${templateTitle(template)} anyway` : 'Apply my changes';
    scrollToMessages();
    return true;
  }

  function scrollToMessages() {
    messages.scrollIntoView({ block: 'nearest' });
  }
}

const conflictNotice = text => h('div', { class: 'notice conflict', role: 'alert' }, h('h2', {}, 'Edit conflict'), h('p', {}, text));

/** Whether the fields fit into one row. */
const isCompact = fields => fields.length <= 3 && fields.every(({ control }) => !['textarea', 'checkboxes'].includes(control.kind));
