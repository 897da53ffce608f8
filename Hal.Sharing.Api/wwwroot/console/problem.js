import { button, h, userText } from './dom.js';
import { httpUrl, Resource } from './hal.js';
import { HttpError, NetworkError } from './http.js';
import { linkTitle } from './labels.js';
import { anchor } from './router.js';
import { signInNotice } from './session.js';
import { propertyList } from './values.js';

const standardProperties = ['type', 'title', 'status', 'detail', 'errors', 'instance'];

/** Returns the validation errors of a problem (RFC 9457), each with the name of its field or null. */
export function validationErrors(problem) {
  return (Array.isArray(problem?.errors) ? problem.errors : []).map(error => ({
    field: error.parameter ?? fieldFromPointer(error.pointer),
    message: String(error.detail ?? error.title ?? ''),
  }));
}

/**
 * Renders an error; rethrows it if it is neither a response nor a network error.
 * @param errors the validation errors to list; null: all of the problem.
 * @param isWrite whether the request may have changed something.
 */
export async function errorView(error, { retry = null, errors = null, isWrite = false } = {}) {
  if (error instanceof NetworkError) return networkErrorView(retry, isWrite);
  if (!(error instanceof HttpError)) throw error;
  const { response } = error;
  if (response.status === 401) return signInNotice();
  const problem = response.isProblem ? response.json : {};
  const resource = new Resource(problem, response.url);
  const details = Object.fromEntries(Object.entries(resource.state).filter(([key]) => !standardProperties.includes(key)));
  const help = problem.type && problem.type !== 'about:blank' ? httpUrl(problem.type, response.url) : null;
  return h('div', { class: 'notice error-notice', role: 'alert' },
    h('h2', {}, userText(problem.title ?? defaultTitle(response))),
    problem.detail ? h('p', {}, userText(problem.detail)) : null,
    errorList(errors ?? validationErrors(problem)),
    h('p', { class: 'buttons' },
      retry && (response.status >= 500 || response.status === 429) ? retryButton(retry, response.retryAfter) : null,
      resource.links.filter(link => !link.needsInput && link.url()).map(link => anchor(link.url(), linkTitle(link), { class: 'button' })),
      help ? h('a', { href: help, target: '_blank', rel: 'noopener', class: 'link-button' }, 'About this problem') : null),
    Object.keys(details).length > 0 ? h('details', {}, h('summary', {}, 'Technical details'), propertyList(details)) : null);
}

/** Returns a button that repeats the request; until the server permits that, it shows how long to wait. */
function retryButton(retry, seconds) {
  const element = button('Try again', retry, { class: 'button' });
  const end = Date.now() + 1000 * (seconds ?? 0);
  const update = () => {
    const wait = Math.ceil((end - Date.now()) / 1000);
    element.textContent = wait > 0 ? `Try again in ${wait} s` : 'Try again';
    if (wait > 0) element.setAttribute('aria-disabled', 'true');
    else element.removeAttribute('aria-disabled');
    if (wait > 0) setTimeout(update, 200);
  };
  update();
  return element;
}

function networkErrorView(retry, isWrite) {
  return h('div', { class: 'notice error-notice', role: 'alert' },
    h('h2', {}, 'The server did not respond'),
    h('p', {}, isWrite
      ? 'Your change may have been saved. Check the current state before you try again.'
      : 'Check your connection, then try again.'),
    retry ? h('p', { class: 'buttons' }, button('Try again', retry, { class: 'button' })) : null);
}

const errorList = errors => (errors.length === 0 ? null : h('ul', {}, errors.map(({ field, message }) =>
  h('li', {}, field ? [h('code', {}, field), ': '] : null, userText(message)))));

const defaultTitle = response => (response.ok ? 'Unsupported content' : `HTTP error ${response.status}`);

function fieldFromPointer(pointer) {
  if (typeof pointer !== 'string') return null;
  const first = pointer.replace(/^#/, '').split('/')[1];
  return first === undefined ? null : decodeURIComponent(first).replace(/~1/g, '/').replace(/~0/g, '~');
}
