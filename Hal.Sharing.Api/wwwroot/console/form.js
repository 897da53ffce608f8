import { Refused, asResource, read } from './reading.js';
import { NoAnswer, send } from './http.js';
import { h } from './dom.js';
import { Field } from './field.js';
import { Resource } from './hal.js';
import { faults, problemView } from './problem.js';
import { samePath } from './router.js';
import { readable } from './words.js';

/** What a template is called. */
export const templateTitle = template => template.title || (template.key === 'default' ? 'Send' : readable(template.key));

/**
 * A template as a form.
 * @param done gets the answer when the server has done it.
 * @param cancel where there is something to go back to.
 */
export function formView(template, resource, { done, cancel = null, intro = null }) {
  let current = { template, resource };
  let isSending = false;
  const fields = template.properties.map(property => new Field(property, resource.base));
  const visible = fields.filter(field => !field.isHidden);
  const messages = h('div', { class: 'messages' });
  const isDeleting = template.method === 'DELETE';
  const submit = h('button', { type: 'submit', class: isDeleting ? 'button danger' : 'button primary' }, templateTitle(template));
  const form = h('form', { novalidate: true, class: `form ${isCompact(visible) ? 'compact' : ''}`, onsubmit: submitted, onkeydown: escaped },
    intro, messages,
    h('div', { class: 'fields' }, visible.map(field => field.element)),
    h('p', { class: 'buttons' }, submit, cancel ? h('button', { type: 'button', class: 'button', onclick: cancel }, 'Cancel') : null));
  return form;

  function escaped(event) {
    if (event.key === 'Escape' && cancel && !form.closest('dialog')) cancel();
  }

  async function submitted(event) {
    event.preventDefault();
    if (isSending) return;
    messages.replaceChildren();
    const wrong = visible.filter(field => !field.check());
    if (wrong.length > 0) return wrong[0].focus();
    isSending = true;
    submit.setAttribute('aria-disabled', 'true');
    try {
      const answer = await sendForm(current.template, fields, current.resource);
      if (!answer.ok) throw new Refused(answer);
      await done(answer);
    } catch (error) {
      await failed(error);
    } finally {
      isSending = false;
      submit.removeAttribute('aria-disabled');
    }
  }

  async function failed(error) {
    const there = error instanceof Refused ? presentState(error.answer, current) : null;
    if (there && await changedMeanwhile(there)) return;
    const list = error instanceof Refused ? faults(error.answer.json) : [];
    const placed = list.filter(fault => visible.some(field => field.name === fault.field));
    for (const fault of placed) visible.find(field => field.name === fault.field).say(fault.detail);
    messages.replaceChildren(await problemView(error, { shown: placed, wrote: template.method !== 'GET', retry: () => form.requestSubmit() }));
    if (placed.length > 0) visible.find(field => field.name === placed[0].field).focus();
    else reveal();
  }

  /** Shows what is there now beside what was typed; whether it could. */
  async function changedMeanwhile(address) {
    let fresh;
    try {
      fresh = await read(address);
    } catch (error) {
      if (error instanceof Refused || error instanceof NoAnswer) return false;
      throw error;
    }
    const again = fresh.templates.find(other => other.key === template.key);
    if (!again) {
      messages.replaceChildren(conflict('Somebody else changed this meanwhile, in such a way that you cannot do this any more.'));
      return true;
    }
    current = { template: again, resource: fresh };
    const differing = fields.filter(field => field.compare(again.properties.find(property => property.name === field.name)));
    messages.replaceChildren(conflict(differing.length > 0
      ? 'What you typed is still here; beside it stands what is there now. Nothing of yours was saved yet.'
      : 'What is there now says the same as you in every field here. Nothing of yours was saved yet.'));
    submit.textContent = isDeleting ? `${templateTitle(template)} all the same` : 'Apply mine again';
    reveal();
    return true;
  }

  function reveal() {
    messages.scrollIntoView({ block: 'nearest' });
  }
}

const conflict = text => h('div', { class: 'notice changed', role: 'alert' }, h('h2', {}, 'Changed meanwhile by someone else'), h('p', {}, text));

/** Few enough small things to stand in a row. */
const isCompact = visible => visible.length <= 3 && visible.every(field => field.control.kind !== 'area' && field.control.kind !== 'several');

/** The address of the present state, where an answer says that this is not what the form was made from any more; else null. */
function presentState(answer, { template, resource }) {
  if (answer.status !== 409 && answer.status !== 412) return null;
  const own = [template.address, resource.address, resource.base].filter(Boolean);
  const linked = new Resource(answer.json ?? {}, answer.address).links
    .filter(link => !link.isOpen).map(link => link.address()).find(address => address && own.some(other => samePath(address, other)));
  return linked ?? (answer.status === 412 ? resource.address ?? resource.base : null);
}

function sendForm({ address, method, contentType }, fields, resource) {
  const pairs = fields.map(field => [field.name, field.value ?? (method === 'PATCH' && field.initial !== '' ? '' : undefined)]).filter(([, value]) => value !== undefined);
  if (method === 'GET' || method === 'HEAD') {
    const target = new URL(address);
    for (const [name, value] of pairs) for (const one of [value].flat()) target.searchParams.append(name, one);
    return send(target.href);
  }
  // What a person saw is what he changes: the tag says so, where the form is about the very thing he saw.
  const tag = method !== 'POST' && samePath(address, resource.base) ? resource.tag : null;
  if (pairs.length === 0 && method === 'DELETE') return send(address, { method, tag });
  const isUrlEncoded = contentType === 'application/x-www-form-urlencoded';
  const body = isUrlEncoded
    ? new URLSearchParams(pairs.flatMap(([name, value]) => [value].flat().map(one => [name, one]))).toString()
    : JSON.stringify(Object.fromEntries(pairs));
  return send(address, { method, tag, body, contentType: isUrlEncoded ? contentType : /[/+]json$/.test(contentType) ? contentType : 'application/json' });
}

/** What an answer to a write made, where it says so. */
export const madeBy = answer => (answer.status === 201 ? { address: answer.location, resource: asResource(answer) } : null);
