import { h } from './dom.js';
import { Field } from './field.js';
import { Resource } from './hal.js';
import { HttpError, NetworkError, send } from './http.js';
import { humanize } from './labels.js';
import { loadResource } from './loader.js';
import { errorView, validationErrors } from './problem.js';
import { samePath } from './router.js';

export const templateTitle = template => template.title || (template.key === 'default' ? 'Submit' : humanize(template.key));

/**
 * Renders a HAL-FORMS template as a form.
 * @param onDone gets the response after success.
 * @param onCancel adds a Cancel button.
 */
export function formView(template, resource, { onDone, onCancel = null, intro = null }) {
  let current = { template, resource };
  let isSending = false;
  const fields = template.properties.map(property => new Field(property, resource.base));
  const visibleFields = fields.filter(field => !field.isHidden);
  const fieldByName = name => visibleFields.find(field => field.name === name);
  const messages = h('div', { class: 'messages' });
  const isDelete = template.method === 'DELETE';
  const submit = h('button', { type: 'submit', class: isDelete ? 'button danger' : 'button primary' }, templateTitle(template));
  const className = isCompact(visibleFields) ? 'form compact' : 'form';
  const form = h('form', { novalidate: true, class: className, onsubmit: onSubmit, onkeydown: onKeyDown },
    intro, messages,
    h('div', { class: 'fields' }, visibleFields.map(field => field.element)),
    h('p', { class: 'buttons' }, submit, onCancel ? h('button', { type: 'button', class: 'button', onclick: onCancel }, 'Cancel') : null));
  return form;

  function onKeyDown(event) {
    if (event.key === 'Escape' && onCancel && !form.closest('dialog')) onCancel();
  }

  async function onSubmit(event) {
    event.preventDefault();
    if (isSending) return;
    messages.replaceChildren();
    const invalid = visibleFields.filter(field => !field.validate());
    if (invalid.length > 0) return invalid[0].focus();
    isSending = true;
    submit.setAttribute('aria-disabled', 'true');
    try {
      const response = await sendForm(current.template, fields, current.resource);
      if (!response.ok) throw new HttpError(response);
      await onDone(response);
    } catch (error) {
      await showError(error);
    } finally {
      isSending = false;
      submit.removeAttribute('aria-disabled');
    }
  }

  async function showError(error) {
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

/** Returns the URL of the current state if the response reports a conflict with it; otherwise null. */
function conflictUrl(response, { template, resource }) {
  if (response.status !== 409 && response.status !== 412) return null;
  const own = [template.url, resource.url, resource.base].filter(Boolean);
  const linked = new Resource(response.json ?? {}, response.url).links
    .filter(link => !link.needsInput).map(link => link.url()).find(url => url && own.some(other => samePath(url, other)));
  return linked ?? (response.status === 412 ? resource.url ?? resource.base : null);
}

function sendForm({ url, method, contentType }, fields, resource) {
  const valueOf = field => field.value ?? (method === 'PATCH' && field.initialValue !== '' ? '' : undefined);
  const entries = fields.map(field => [field.name, valueOf(field)]).filter(([, value]) => value !== undefined);
  const flatEntries = entries.flatMap(([name, value]) => [value].flat().map(item => [name, item]));
  if (method === 'GET' || method === 'HEAD') {
    const target = new URL(url);
    for (const [name, value] of flatEntries) target.searchParams.append(name, value);
    return send(target.href);
  }
  // The entity tag protects the state that is on display, so it applies only if the form's target is the displayed resource.
  const etag = method !== 'POST' && samePath(url, resource.base) ? resource.etag : null;
  if (entries.length === 0 && method === 'DELETE') return send(url, { method, etag });
  if (contentType === 'application/x-www-form-urlencoded')
    return send(url, { method, etag, contentType, body: new URLSearchParams(flatEntries).toString() });
  const jsonType = /[/+]json$/.test(contentType) ? contentType : 'application/json';
  return send(url, { method, etag, contentType: jsonType, body: JSON.stringify(Object.fromEntries(entries)) });
}
