import { announce } from './announcer.js';
import { openDialog } from './dialog.js';
import { addPlace, dropPlace } from './displayed.js';
import { h } from './dom.js';
import { templateTitle } from './form.js';
import { linkTitle } from './labels.js';
import { resourceView } from './page.js';
import { isInUse } from './parts.js';
import { errorView } from './problem.js';
import { anchor } from './router.js';
import { loadWithLabels } from './schema.js';

/**
 * Shows the target of a link in a dialog.
 * @param context { entry, navigate }, for what is shown.
 * @param onWritten is called after the dialog was closed, if something was written in it.
 */
export async function showInDialog(link, context, onWritten) {
  const body = h('div', { class: 'view' });
  let isWritten = false;
  const place = { resource: null, refresh: () => isInUse(body) || load() };
  const page = {
    ...context, url: null, isDialog: true,
    onChanged: async (response, template) => {
      isWritten = true;
      await load();
      body.querySelector('input:not([type=hidden]), button')?.focus();
      announce(`Done: ${templateTitle(template)}.`);
    },
  };
  await load();
  // A write in the dialog may affect the page below.
  openDialog(linkTitle(link), () => body, {
    class: 'wide',
    onclose: () => {
      dropPlace(place);
      if (isWritten) onWritten();
    },
  });
  addPlace(place);

  async function load() {
    try {
      const resource = await loadWithLabels(link.url());
      place.resource = resource;
      body.replaceChildren(...resourceView(resource, { ...page }), h('p', { class: 'full-page' }, anchor(link.url(), 'Open full page')));
    } catch (error) {
      body.replaceChildren(await errorView(error, { retry: load }));
    }
  }
}
