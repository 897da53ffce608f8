import { announce } from './announcer.js';
import { breadcrumbs, nearestAncestor, rememberLabel } from './breadcrumbs.js';
import { closeDialogs, openDialog } from './dialog.js';
import { h, userText } from './dom.js';
import { templateTitle } from './form.js';
import { HttpError, NetworkError, onBusyChange } from './http.js';
import { humanize, lastSegment, linkTitle, pageLabel } from './labels.js';
import { headerLinks, menuItems } from './links.js';
import { loadEntryPoint } from './loader.js';
import { resourceView } from './page.js';
import { errorView } from './problem.js';
import { anchor, entryUrl, navigate, samePath, urlFromHash } from './router.js';
import { loadWithLabels } from './schema.js';
import { saveReturnHash, takeReturnHash } from './session.js';

const main = document.getElementById('main');
const productName = document.title;
let entry = null;
let controller = new AbortController();

onBusyChange(isBusy => {
  document.documentElement.toggleAttribute('data-busy', isBusy);
  main.setAttribute('aria-busy', String(isBusy));
});
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

/** @param moveFocus gets the key of the control that had the focus; null leaves the focus where it is. */
function showResource(resource, url, moveFocus) {
  const label = samePath(url, entryUrl) ? 'Home' : pageLabel(resource, url);
  rememberLabel(resource.url ?? url, label);
  const scroll = scrollY;
  const key = document.activeElement?.closest('[data-key]')?.dataset.key;
  render(label, url, resource, resourceView(resource, pageContext(resource, url)));
  scrollTo(0, scroll);
  moveFocus?.(key);
}

async function showError(error, url, moveFocus) {
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
    url, entry, navigate,
    onChanged: (response, template, options) => showChange(response, template, { resource, url, ...options }),
    openDialog: showInDialog,
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
    showResource(await loadWithLabels(url), url, restoreFocus);
  } catch (error) {
    // The write may have removed the access to the resource.
    const isInaccessible = error instanceof HttpError && [403, 404, 410].includes(error.response.status);
    if (isInaccessible) navigate(nearestAncestor(url, resource, entry), { replace: true });
    else await showError(error, url, focusHeading);
  }
}

async function showInDialog(link) {
  const body = h('div', { class: 'view' });
  let isChanged = false;
  const load = async () => {
    try {
      const resource = await loadWithLabels(link.url());
      const page = {
        entry, navigate, url: null, isDialog: true,
        onChanged: async (response, template) => {
          isChanged = true;
          await load();
          body.querySelector('input:not([type=hidden]), button')?.focus();
          announce(`Done: ${templateTitle(template)}.`);
        },
      };
      body.replaceChildren(...resourceView(resource, page), h('p', { class: 'full-page' }, anchor(link.url(), 'Open full page')));
    } catch (error) {
      body.replaceChildren(await errorView(error, { retry: load }));
    }
  };
  await load();
  // A change in the dialog may affect the page below.
  openDialog(linkTitle(link), () => body, { class: 'wide', onclose: () => isChanged && loadPage({ keepFocus: true }) });
}
