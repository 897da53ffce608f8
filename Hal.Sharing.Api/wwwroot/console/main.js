import { announce } from './announcer.js';
import { Refused, readEntry } from './reading.js';
import { closeDialogs, openDialog } from './dialog.js';
import { h, written } from './dom.js';
import { madeBy, templateTitle } from './form.js';
import { NoAnswer, onBusy } from './http.js';
import { menu, pages } from './links.js';
import { resourceView } from './page.js';
import { problemView } from './problem.js';
import { addressOf, anchor, entryAddress, go, isAbove, samePath } from './router.js';
import { readWithWords } from './schema.js';
import { keepPlace, takePlace } from './session.js';
import { linkTitle, lastSegment, pageLabel, readable } from './words.js';

const main = document.getElementById('main');
const product = document.title;
/** What the pages seen so far are called, for the way back. */
const seen = new Map();
let entry = null;
let visit = new AbortController();

onBusy(isBusy => {
  document.documentElement.toggleAttribute('data-busy', isBusy);
  main.setAttribute('aria-busy', String(isBusy));
});
addEventListener('hashchange', () => { closeDialogs(); show(); });
document.getElementById('skip').addEventListener('click', event => {
  event.preventDefault();
  main.querySelector('h1')?.focus();
});

const place = takePlace();
if (place && location.hash === '') history.replaceState(null, '', place);
await show({ isFirst: true });

/** Shows the place that the address bar names. */
async function show({ isFirst = false, isQuiet = false } = {}) {
  const address = addressOf(location.hash);
  visit.abort();
  visit = new AbortController();
  const { signal } = visit;
  try {
    const [resource] = await Promise.all([readWithWords(address, { signal }), isFirst || !entry ? loadEntry() : null]);
    if (!signal.aborted) display(resource, address, { focus: isFirst ? null : isQuiet ? refocus : settle });
  } catch (error) {
    if (signal.aborted) return;
    await displayProblem(error, address, { focus: !isFirst });
  }
}

async function loadEntry() {
  try {
    entry = await readEntry();
  } catch (error) {
    if (!(error instanceof Refused) && !(error instanceof NoAnswer)) throw error;
  }
}

/** @param focus moves the focus and gets the key of the control that had it; null: the focus is left alone. */
function display(resource, address, { focus }) {
  const isHome = samePath(address, entryAddress);
  const label = isHome ? 'Start' : pageLabel(resource, address);
  seen.set(resource.address ?? address, label);
  const scroll = scrollY;
  const key = document.activeElement?.closest('[data-key]')?.dataset.key;
  frame(label, address, resource, resourceView(resource, surroundings(resource, address)));
  scrollTo(0, scroll);
  focus?.(key);
}

async function displayProblem(error, address, { focus }) {
  if (error instanceof Refused && error.answer.html && error.answer.ok) return location.assign(address);
  if (error instanceof Refused && error.answer.status === 401) {
    await loadEntry();
    keepPlace();
  }
  const view = await problemView(error, { retry: () => show() });
  frame(readable(lastSegment(address)), address, null, [view, h('p', {}, anchor(entryAddress, 'Back to the start'))]);
  if (focus) settle();
}

function frame(label, address, resource, content) {
  document.title = `${label} – ${product}`;
  document.getElementById('menu').replaceChildren(...(entry ? menu(entry, address) : []));
  document.getElementById('pages').replaceChildren(...(entry ? pages(entry) : []));
  main.replaceChildren(
    way(label, address, resource),
    h('h1', { tabindex: '-1' }, written(label)),
    ...content);
}

function settle() {
  scrollTo(0, 0);
  main.querySelector('h1').focus({ preventScroll: true });
}

/** Focuses what took the place of a control, or the heading where nothing did. */
function refocus(key) {
  const successor = key && main.querySelector(`[data-key="${CSS.escape(key)}"]`);
  (successor || main.querySelector('h1')).focus({ preventScroll: true });
}

/** What lies above an address, as far as links and earlier visits tell, and where one is. */
function way(label, address, resource) {
  if (samePath(address, entryAddress)) return h('nav', { class: 'way', 'aria-label': 'Where you are' });
  const known = new Map();
  for (const link of [...(entry?.links ?? []), ...(resource?.links ?? [])]) {
    const target = link.isOpen || link.rel === 'self' ? null : link.address();
    if (target && isAbove(target, address)) known.set(target, linkTitle(link));
  }
  for (const [target, name] of seen) if (isAbove(target, address) && !samePath(target, entryAddress)) known.set(target, name);
  const steps = [...known].filter(([target]) => !samePath(target, entryAddress)).sort(([one], [other]) => one.length - other.length)
    .filter(([target], index, all) => all.findIndex(([other]) => samePath(target, other)) === index);
  return h('nav', { class: 'way', 'aria-label': 'Where you are' }, h('ol', {},
    h('li', {}, anchor(entryAddress, 'Start')),
    steps.map(([target, name]) => h('li', {}, anchor(target, written(name)))),
    h('li', {}, h('span', { 'aria-current': 'page' }, written(label)))));
}

/** What a view needs of the page around it. */
function surroundings(resource, address) {
  return {
    address, entry, go,
    changed: (answer, template, options) => changed(answer, template, { resource, address, ...options }),
    openDialog: link => showInDialog(link),
  };
}

/** Tells that something was done, and shows what is there now. */
async function changed(answer, template, { resource, address, stay = false }) {
  const made = madeBy(answer);
  await loadEntry();
  if (made?.address && !stay) go(made.address);
  else if (template.method === 'DELETE' && samePath(template.address, address)) go(above(resource, address), { instead: true });
  else await again(resource, address);
  announce(`Done: ${templateTitle(template)}.`);
}

async function again(resource, address) {
  try {
    display(await readWithWords(address), address, { focus: refocus });
  } catch (error) {
    // Whoever hands a thing over may not see it any more.
    if (error instanceof Refused && [403, 404, 410].includes(error.answer.status)) go(above(resource, address), { instead: true });
    else await displayProblem(error, address, { focus: true });
  }
}

/** The nearest thing above that may still be there; the start, if there is none. */
function above(resource, address) {
  const candidates = [...(resource.links ?? []), ...(entry?.links ?? [])]
    .filter(link => !link.isOpen).map(link => link.address()).filter(target => target && isAbove(target, address) && !samePath(target, entryAddress));
  return candidates.sort((one, other) => other.length - one.length)[0] ?? entryAddress;
}

async function showInDialog(link) {
  const body = h('div', { class: 'view' });
  let isChanged = false;
  const load = async () => {
    try {
      const resource = await readWithWords(link.address());
      const page = {
        entry, go, address: null, isBrief: true,
        changed: async (answer, template) => {
          isChanged = true;
          await load();
          body.querySelector('input:not([type=hidden]), button')?.focus();
          announce(`Done: ${templateTitle(template)}.`);
        },
      };
      body.replaceChildren(...resourceView(resource, page), h('p', { class: 'open-page' }, anchor(link.address(), 'Open as a page')));
    } catch (error) {
      body.replaceChildren(await problemView(error, { retry: load }));
    }
  };
  await load();
  // What lies below may have changed with it.
  openDialog(linkTitle(link), () => body, { class: 'wide', onclose: () => isChanged && show({ isQuiet: true }) });
}
