import { h } from './dom.js';
import { linkTitle } from './labels.js';
import { resourceLinks } from './links.js';
import * as presentation from './presentation.js';
import { errorView } from './problem.js';
import { anchor, isAncestor, samePath } from './router.js';
import { loadWithLabels } from './schema.js';
import { unfollow } from './stream.js';

/** Returns the links whose targets are shown below the resource; not those that lead up. */
export const panelLinks = (resource, page) => (page.isDialog || resource.url === page.entry?.url ? []
  : resourceLinks(resource).filter(link => (presentation.panelLinks ?? []).includes(link.rel)
    && !isAncestor(link.url(), page.url) && !samePath(link.url(), page.url)));

/** Renders the target of a link as a section that is loaded when it is opened; pages and searches stay inside. */
export function panelView(link, page, resourceView) {
  let url = link.url();
  let isLoading = false;
  const body = h('div', { class: 'view' });
  const panel = h('details', { class: 'panel', 'data-part': `panel ${link.rel}`, ontoggle: toggle, onrefresh: refresh },
    h('summary', { 'data-key': `panel ${link.rel}` }, h('h2', {}, linkTitle(link))), body);
  return panel;

  function toggle() {
    if (panel.open) load();
    else if (body.querySelector('.timeline')) unfollow();
  }

  async function load() {
    if (isLoading) return;
    isLoading = true;
    if (body.childElementCount === 0) body.replaceChildren(h('p', { class: 'muted' }, 'Loading…'));
    try {
      const resource = await loadWithLabels(url);
      if (!panel.isConnected) return;
      const inside = { ...page, url: null, mainUrl: page.url, panelUrl: url, isDialog: true, go };
      body.replaceChildren(...resourceView(resource, inside), h('p', { class: 'full-page' }, anchor(url, 'Open full page')));
    } catch (error) {
      body.replaceChildren(await errorView(error, { retry: load }));
    } finally {
      isLoading = false;
    }
  }

  function go(target) {
    url = target;
    return load();
  }

  /** Loads the target again; what was unfolded is unfolded again, the focus stays, and so does what was typed. */
  async function refresh() {
    if (!panel.open || body.querySelector('form[data-dirty]')) return;
    const unfolded = [...body.querySelectorAll('[aria-expanded=true][data-key]')].map(opener => opener.dataset.key);
    const focused = body.contains(document.activeElement) ? document.activeElement.closest('[data-key]')?.dataset.key ?? '' : null;
    await load();
    const openers = [...body.querySelectorAll('button[data-key]')];
    for (const opener of openers) if (unfolded.includes(opener.dataset.key)) opener.click();
    if (focused !== null) (openers.find(opener => opener.dataset.key === focused) ?? panel.firstChild).focus({ preventScroll: true });
  }
}
