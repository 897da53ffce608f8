/** Makes an element. Children are nodes or text; text stays text, whatever is in it. Null and false children are left out. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (attribute.startsWith('on')) element.addEventListener(attribute.slice(2), value);
    else element.setAttribute(attribute, value === true ? '' : String(value));
  }
  element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

let lastId = 0;

/** An id that nothing else on the page has. */
export const freshId = () => `c${++lastId}`;

/** Text that somebody wrote, in whatever direction, kept apart from what stands around it. */
export const written = text => h('bdi', { dir: 'auto' }, String(text));

/** The same for what may have no spaces, such as an address: a line that is too short for it breaks after a punctuation mark. */
export const breakable = text => h('bdi', { dir: 'auto' }, String(text).split(/(?<=[@._/:-])(?=\w)/).flatMap((part, index) => (index > 0 ? [h('wbr'), part] : [part])));

/** A button that cannot be pressed again while what it started goes on. */
export function button(text, press, attributes = {}) {
  const element = h('button', {
    type: 'button', ...attributes,
    onclick: async event => {
      if (element.getAttribute('aria-disabled') === 'true') return;
      element.setAttribute('aria-disabled', 'true');
      try {
        await press(event);
      } finally {
        element.removeAttribute('aria-disabled');
      }
    },
  }, text);
  return element;
}
