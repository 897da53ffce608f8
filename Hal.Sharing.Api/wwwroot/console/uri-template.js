// URI templates (RFC 6570): all operators, with string and list values, and with the modifiers * and :n.
const operators = {
  '': { prefix: '', separator: ',' },
  '+': { prefix: '', separator: ',', allowReserved: true },
  '#': { prefix: '#', separator: ',', allowReserved: true },
  '.': { prefix: '.', separator: '.' },
  '/': { prefix: '/', separator: '/' },
  ';': { prefix: ';', separator: ';', isNamed: true },
  '?': { prefix: '?', separator: '&', isNamed: true, keepEquals: true },
  '&': { prefix: '&', separator: '&', isNamed: true, keepEquals: true },
};

const expression = /\{([+#./;?&]?)([^{}]+)\}/g;

/** Returns the variables of a template in order, and whether each is in the query. */
export function variables(template) {
  return [...template.matchAll(expression)].flatMap(([, operator, list]) =>
    list.split(',').map(part => ({ name: part.replace(/(\*|:\d+)$/, ''), isQuery: operator === '?' || operator === '&' })));
}

/** Expands a template; variables without a value, or with an empty list, are omitted. */
export function expand(template, values = {}) {
  return template.replace(expression, (_, operator, list) => {
    const { prefix, separator, isNamed, keepEquals, allowReserved } = operators[operator];
    const parts = list.split(',').flatMap(part => {
      const [, variable, modifier] = /^(.*?)(\*|:\d+)?$/.exec(part);
      const length = modifier?.startsWith(':') ? Number(modifier.slice(1)) : Infinity;
      const strings = [values[variable] ?? []].flat().map(value => encode([...String(value)].slice(0, length).join(''), allowReserved));
      if (strings.length === 0) return [];
      const withName = text => !isNamed ? text : text === '' && !keepEquals ? variable : `${variable}=${text}`;
      return modifier === '*' ? strings.map(withName) : [withName(strings.join(','))];
    });
    return parts.length > 0 ? prefix + parts.join(separator) : '';
  });
}

/** Returns the variable values with which a template expands to a URL, or null; only templates with query variables alone can match. */
export function match(template, url, base) {
  if (variables(template).some(variable => !variable.isQuery)) return null;
  const expanded = new URL(expand(template), base);
  const actual = new URL(url, base);
  if (expanded.origin !== actual.origin || expanded.pathname !== actual.pathname) return null;
  return Object.fromEntries(actual.searchParams);
}

const percentEncode = character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;

function encode(text, allowReserved) {
  const encoded = encodeURIComponent(text.toWellFormed()).replace(/[!'()*]/g, percentEncode);
  return allowReserved
    ? encoded.replace(/%(?:3A|2F|3F|23|5B|5D|40|21|24|26|27|28|29|2A|2B|2C|3B|3D)/g, decodeURIComponent)
      .replace(/%25([0-9A-Fa-f]{2})/g, '%$1')
    : encoded;
}
