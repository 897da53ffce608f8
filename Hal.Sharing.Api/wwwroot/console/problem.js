import { NoAnswer } from './http.js';
import { Refused } from './reading.js';
import { button, h, written } from './dom.js';
import { Resource, webAddress } from './hal.js';
import { anchor } from './router.js';
import { signInOffer } from './session.js';
import { definitions } from './values.js';
import { linkTitle } from './words.js';

const told = ['type', 'title', 'status', 'detail', 'errors', 'instance'];

/** The faults of a problem, each with the name of the field that it is about, or null. */
export function faults(problem) {
  return (Array.isArray(problem?.errors) ? problem.errors : []).map(error => ({
    field: error.parameter ?? fieldOf(error.pointer),
    detail: String(error.detail ?? error.title ?? ''),
  }));
}

/** Tells of what went wrong as a person needs it: what, why, what to do. Faults that stand beside their fields are left out. */
export async function problemView(error, { retry = null, shown = [], wrote = false } = {}) {
  if (error instanceof NoAnswer) return noAnswerView(retry, wrote);
  if (!(error instanceof Refused)) throw error;
  const { answer } = error;
  if (answer.status === 401) return signInOffer();
  const problem = answer.isProblem ? answer.json : {};
  const resource = new Resource(problem, answer.address);
  const rest = Object.fromEntries(Object.entries(resource.state).filter(([member]) => !told.includes(member)));
  const help = problem.type && problem.type !== 'about:blank' ? webAddress(problem.type, answer.address) : null;
  return h('div', { class: 'notice wrong', role: 'alert' },
    h('h2', {}, written(problem.title ?? fallback(answer))),
    problem.detail ? h('p', {}, written(problem.detail)) : null,
    listed(faults(problem).filter(fault => !shown.includes(fault))),
    h('p', { class: 'buttons' },
      retry && (answer.status >= 500 || answer.status === 429) ? button('Try again', retry, { class: 'button' }) : null,
      resource.links.filter(link => !link.isOpen && link.address()).map(link => anchor(link.address(), linkTitle(link), { class: 'button' })),
      help ? h('a', { href: help, target: '_blank', rel: 'noopener', class: 'quiet' }, 'What this means') : null),
    Object.keys(rest).length > 0 ? h('details', {}, h('summary', {}, 'Technical details'), definitions(rest)) : null);
}

function noAnswerView(retry, wrote) {
  return h('div', { class: 'notice wrong', role: 'alert' },
    h('h2', {}, 'The server did not answer'),
    h('p', {}, wrote
      ? 'Whether your change was made is not known: look at what is there now before you send it again.'
      : 'The connection may be down, or the server busy.'),
    retry ? h('p', { class: 'buttons' }, button('Try again', retry, { class: 'button' })) : null);
}

const listed = list => (list.length === 0 ? null : h('ul', {}, list.map(fault =>
  h('li', {}, fault.field ? [h('code', {}, fault.field), ': '] : null, written(fault.detail)))));

const fallback = answer => (answer.ok ? 'This is nothing that can be shown here' : `The server answered with ${answer.status}`);

function fieldOf(pointer) {
  if (typeof pointer !== 'string') return null;
  const first = pointer.replace(/^#/, '').split('/')[1];
  return first === undefined ? null : decodeURIComponent(first).replace(/~1/g, '/').replace(/~0/g, '~');
}
