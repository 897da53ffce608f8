/** Marks forms in which something was typed. */
export const watchTyping = root => root.addEventListener('input', event => event.target.closest('form')?.setAttribute('data-dirty', ''));

/** Returns new content in which the parts that pass the test are still the old ones; panels always are. */
export function keepParts(root, content, isKept) {
  const old = new Map([...root.querySelectorAll('[data-part]')].map(part => [part.dataset.part, part]));
  return content.map(part => {
    const before = old.get(part.dataset?.part);
    return before && (isPanel(before) || isKept(before)) ? before : part;
  });
}

/** Whether a person must not lose a part: something was typed or unfolded, or a field has the focus. */
export const isInUse = part => part.querySelector('form[data-dirty], .expansion') !== null
  || part.contains(document.activeElement) && document.activeElement.matches('input, select, textarea');

/** Loads open panels again; those that keep themselves up to date only after a write. */
export function refreshPanels(root, { afterWrite }) {
  for (const panel of root.querySelectorAll('details.panel[open]'))
    if (afterWrite || !panel.querySelector('.timeline')) panel.dispatchEvent(new Event('refresh'));
}

/** Whether two resources have to do with each other: one links to the other, or both to a third. */
export function isRelated(one, other) {
  const addresses = resource => [resource.url, ...resource.links
    .filter(link => link.variables.length === 0 && link.rel !== 'profile').map(link => link.url())].filter(Boolean);
  const found = new Set(addresses(one));
  return addresses(other).some(address => found.has(address));
}

const isPanel = part => part.matches('details.panel');
