import { announce } from './announcer.js';
import { breadcrumbs, nearestAncestor, rememberLabel } from './breadcrumbs.js';
import { closeDialogs } from './dialog.js';
import { addPlace, dropPlace, onEvent } from './displayed.js';
import { h, userText } from './dom.js';
import { templateTitle } from './form.js';
import { HttpError, NetworkError, onBusyChange } from './http.js';
import { humanize, lastSegment, pageLabel } from './labels.js';
import { showInDialog } from './link-dialog.js';
import { headerLinks, menuItems } from './links.js';
import { loadEntryPoint } from './loader.js';
import { resourceView } from './page.js';
import { isInUse, keepParts, refreshPanels, watchTyping } from './parts.js';
import { errorView } from './problem.js';
import { anchor, entryUrl, navigate, samePath, urlFromHash } from './router.js';
import { loadWithLabels } from './schema.js';
import { saveReturnHash, takeReturnHash } from './session.js';
import { unfollow } from './stream.js';

const main = document.getElementById('main');
const productName = document.title;
let entry = null;
let controller = new AbortController();
let shownPage = null;

onBusyChange(isBusy => {
  document.documentElement.toggleAttribute('data-busy', isBusy);
  main.setAttribute('aria-busy', String(isBusy));
});
watchTyping(document.body);
addEventListener('hashchange', () => { closeDialogs(); loadPage(); });
document.getElementById('skip').addEventListener('click', event => {
  event.preventDefault();
  main.querySelector('h1')?.focus();
});

const returnHash = takeReturnHash();
if (returnHash && location.hash === '') history.replaceState(null, '', returnHash);
await loadPage({ isFirst: true });

/** Shows the resource that the hash refers to. */
async function loadPage({ isFirst = false, keepFocus = false } = {}) {
  const url = urlFromHash(location.hash);
  unfollow();
  controller.abort();
  controller = new AbortController();
  const { signal } = controller;
  try {
    const [resource] = await Promise.all([loadWithLabels(url, { signal }), isFirst || !entry ? refreshEntry() : null]);
    if (!signal.aborted) showResource(resource, url, isFirst ? null : keepFocus ? restoreFocus : focusHeading);
  } catch (error) {
    if (signal.aborted) return;
    await showError(error, url, isFirst ? null : focusHeading);
  }
}

async function refreshEntry() {
  try {
    entry = await loadEntryPoint();
  } catch (error) {
    if (!(error instanceof HttpError) && !(error instanceof NetworkError)) throw error;
  }
}

/**
 * @param moveFocus gets the key of the control that had the focus; null leaves the focus where it is.
 * @param update what happened to a page that is shown again: a write by the person at it, or an event; null: the page is opened.
 */
function showResource(resource, url, moveFocus, update = null) {
  const label = samePath(url, entryUrl) ? 'Home' : pageLabel(resource, url);
  rememberLabel(resource.url ?? url, label);
  const scroll = scrollY;
  const focused = document.activeElement;
  const key = focused?.closest('[data-key]')?.dataset.key;
  const content = resourceView(resource, pageContext(resource, url));
  render(label, url, resource, update ? keepParts(main, content, part => update === 'event' && isInUse(part)) : content);
  scrollTo(0, scroll);
  if (update === 'event' && focused?.isConnected) focused.focus({ preventScroll: true });
  else moveFocus?.(key);
  if (update) refreshPanels(main, { afterWrite: update === 'write' });
  dropPlace(shownPage);
  shownPage = { resource, refresh: () => refreshPage(resource, url) };
  addPlace(shownPage);
}

/** Reads the page again after an event, if it has another state. */
async function refreshPage(resource, url) {
  const { signal } = controller;
  try {
    const fresh = await loadWithLabels(url, { signal });
    if (signal.aborted || shownPage?.resource !== resource) return;
    if (fresh.etag && fresh.etag === resource.etag) refreshPanels(main, { afterWrite: false });
    else showResource(fresh, url, main.contains(document.activeElement) ? restoreFocus : null, 'event');
  } catch (error) {
    if (!signal.aborted) await showError(error, url, null);
  }
}

async function showError(error, url, moveFocus) {
  unfollow();
  if (error instanceof HttpError && error.response.isHtml && error.response.ok) return location.assign(url);
  if (error instanceof HttpError && error.response.status === 401) {
    await refreshEntry();
    saveReturnHash();
  }
  const view = await errorView(error, { retry: () => loadPage() });
  render(humanize(lastSegment(url)), url, null, [view, h('p', {}, anchor(entryUrl, 'Back to Home'))]);
  moveFocus?.();
}

function render(label, url, resource, content) {
  document.title = `${label} – ${productName}`;
  document.getElementById('menu').replaceChildren(...(entry ? menuItems(entry, url) : []));
  document.getElementById('header-links').replaceChildren(...(entry ? headerLinks(entry) : []));
  main.replaceChildren(
    breadcrumbs(label, url, resource, entry),
    h('h1', { tabindex: '-1' }, userText(label)),
    ...content);
}

function focusHeading() {
  scrollTo(0, 0);
  main.querySelector('h1').focus({ preventScroll: true });
}

/** Focuses the control with the same key as before or, if there is none, the heading. */
function restoreFocus(key) {
  const control = key && main.querySelector(`[data-key="${CSS.escape(key)}"]`);
  (control || main.querySelector('h1')).focus({ preventScroll: true });
}

function pageContext(resource, url) {
  return {
    url, entry, navigate, onEvent, isLive: true,
    onChanged: (response, template, options) => showChange(response, template, { resource, url, ...options }),
    openDialog: link => showInDialog(link, { entry, navigate }, () => loadPage({ keepFocus: true })),
  };
}

/** Shows the state after a write, and announces it. */
async function showChange(response, template, { resource, url, keepPage = false }) {
  const createdUrl = response.status === 201 ? response.location : null;
  await refreshEntry();
  if (createdUrl && !keepPage) navigate(createdUrl);
  else if (template.method === 'DELETE' && samePath(template.url, url)) navigate(nearestAncestor(url, resource, entry), { replace: true });
  else await reload(resource, url);
  announce(`Done: ${templateTitle(template)}.`);
}

async function reload(resource, url) {
  try {
    showResource(await loadWithLabels(url), url, restoreFocus, 'write');
  } catch (error) {
    // The write may have removed the access to the resource.
    const isInaccessible = error instanceof HttpError && [403, 404, 410].includes(error.response.status);
    if (isInaccessible) navigate(nearestAncestor(url, resource, entry), { replace: true });
    else await showError(error, url, focusHeading);
  }
}
