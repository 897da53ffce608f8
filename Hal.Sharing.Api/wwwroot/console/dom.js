/** Creates an element. String children become text nodes, never markup. Null, undefined and false children are skipped. */
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

/** Returns an element ID that is unique on the page. */
export const uniqueId = () => `c${++lastId}`;

/** Wraps text from the server: it may be in any direction, and must not affect the text around it. */
export const userText = text => h('bdi', { dir: 'auto' }, String(text));

/** Like userText, for text without spaces such as an email address: allows line breaks after punctuation. */
export const breakableText = text => h('bdi', { dir: 'auto' }, String(text).split(/(?<=[@._/:-])(?=\w)/)
  .flatMap((part, index) => (index > 0 ? [h('wbr'), part] : [part])));

/** Creates a button that ignores clicks while its action is running. */
export function button(text, action, attributes = {}) {
  const element = h('button', {
    type: 'button', ...attributes,
    onclick: async event => {
      if (element.getAttribute('aria-disabled') === 'true') return;
      element.setAttribute('aria-disabled', 'true');
      try {
        await action(event);
      } finally {
        element.removeAttribute('aria-disabled');
      }
    },
  }, text);
  return element;
}
