import { openDialog } from './dialog.js';
import { button, h, uniqueId, userText } from './dom.js';
import { formView, templateTitle } from './form.js';
import { Resource } from './hal.js';
import { HttpError, NetworkError } from './http.js';
import { humanize, linkTitle, shortTitle } from './labels.js';
import { loadResource } from './loader.js';
import * as presentation from './presentation.js';
import { errorView } from './problem.js';
import { anchor, samePath } from './router.js';
import { follow, unfollow } from './stream.js';
import { inlineValue } from './values.js';

const announcementDelay = 400;
const hiddenRelations = ['self', 'profile'];

/**
 * Renders embedded resources as a list of events, newest first. The first page is kept up to date while it is shown.
 * @param tell turns the state of an item into { actor, sentence, time, earlier, later }, or null if it cannot be told.
 */
export function timelineView(collection, rel, page, tell) {
  const list = h('ol', { class: 'timeline', 'data-empty': 'No entries' });
  const status = h('p', { class: 'visually-hidden', role: 'status' });
  const known = new Map();
  const unread = [];
  const found = collection.embedded.find(embedded => embedded.rel === rel)?.items ?? [];
  for (const item of found) list.append(show(item));
  if (page.isLive && collection.url && !collection.link('prev')) follow(collection.url, { onOpen: readAgain, onEvent: receive });
  else if (page.isLive) unfollow();
  return [list, status];

  function show(item) {
    const entry = entryView(item, tell(item.state), page);
    known.set(item.url, { entry, commands: commandsOf(item).length });
    return entry;
  }

  function receive(text) {
    add(new Resource(JSON.parse(text), collection.base, { curies: collection.curies }));
  }

  /** Adds what happened between reading the document and the first event, and shows the commands that each entry has now. */
  async function readAgain() {
    try {
      const fresh = await loadResource(collection.url);
      for (const item of (fresh.embedded.find(embedded => embedded.rel === rel)?.items ?? []).toReversed()) add(item);
    } catch (error) {
      if (!(error instanceof HttpError) && !(error instanceof NetworkError)) throw error;
    }
  }

  function add(item) {
    const old = known.get(item.url);
    if (old && old.commands === commandsOf(item).length) return;
    const entry = show(item);
    if (!old || old.entry.classList.contains('new')) {
      entry.classList.add('new');
      entry.prepend(h('span', { class: 'badge' }, 'New'));
    }
    if (old) return old.entry.replaceWith(entry);
    list.prepend(entry);
    if (unread.push(entry) === 1) setTimeout(endBurst, announcementDelay);
    page.onEvent?.(item);
  }

  function endBurst() {
    const entries = unread.splice(0);
    const text = entries.length === 1 ? entries[0].querySelector('.told').textContent : `${entries.length} entries`;
    status.textContent = `New: ${text}`;
    readAgain();
  }
}

const commandsOf = item => item.links.filter(link => (presentation.commandLinks ?? []).includes(link.rel));

function entryView(item, told, page) {
  const commands = commandsOf(item);
  const links = item.links.filter(link => !hiddenRelations.includes(link.rel) && !commands.includes(link) && !link.needsInput
    && link.url() && !samePath(link.url(), page.mainUrl));
  const id = uniqueId();
  return h('li', { class: 'entry' },
    h('p', { class: 'told', id },
      told.actor ? h('strong', {}, userText(told.actor)) : presentation.unknownActor ?? 'Unknown',
      ' ', told.sentence.map(part => (typeof part === 'string' ? part : h('strong', {}, userText(part.name))))),
    differences(told),
    h('p', { class: 'meta' }, inlineValue(told.time),
      links.map(link => [' · ', anchor(link.url(), shortTitle(link), { 'aria-describedby': id })])),
    commands.length > 0
      ? h('p', { class: 'buttons' }, commands.map(link => button(linkTitle(link), () => openCommand(item, link, told, page), {
        class: 'button small', 'aria-describedby': id, 'data-key': `${item.url} ${link.rel}`,
      })))
      : null);
}

/** Lists the properties that differ, each with its value in the earlier and in the later state. */
function differences(told) {
  const [earlier, later] = [withValues(told.earlier), withValues(told.later)];
  const keys = [...new Set([...Object.keys(earlier), ...Object.keys(later)])]
    .filter(key => JSON.stringify(earlier[key]) !== JSON.stringify(later[key]));
  const words = (key, value) => inlineValue(value, new Map(Object.entries(presentation.valueWords?.[key] ?? {})));
  return keys.length === 0 ? null : h('dl', { class: 'differences' }, keys.map(key => h('div', {},
    h('dt', {}, humanize(key)),
    h('dd', {},
      key in earlier ? h('del', {}, words(key, earlier[key])) : null,
      key in earlier && key in later ? [' ', h('span', { 'aria-hidden': 'true' }, '→'), ' '] : null,
      key in later ? h('ins', {}, words(key, later[key])) : null))));
}

const withValues = state => Object.fromEntries(Object.entries(state ?? {}).filter(([, value]) => value !== ''));

/** Asks for confirmation of a command of an item: the form that the item's own document has for it. */
async function openCommand(item, link, told, page) {
  let resource;
  try {
    resource = await loadResource(item.url);
  } catch (error) {
    const view = await errorView(error);
    return openDialog(linkTitle(link), () => view);
  }
  const template = resource.templates.find(({ key }) => key === link.localName || key === link.rel);
  if (!template) return page.navigate(item.url);
  openDialog(`${templateTitle(template)}?`, close => formView(template, resource, {
    onCancel: close, entry: page.entry,
    intro: [entryView({ ...item, links: [], url: item.url }, told, page).querySelector('.told'), differences(told)],
    onDone: async response => {
      close();
      await page.onChanged(response, template, { keepPage: true });
    },
  }));
}
