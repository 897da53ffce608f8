// RFC 6570 with string values, lists and every operator; prefixes ({x:3}) too.
const operators = {
  '': { start: '', separator: ',' },
  '+': { start: '', separator: ',', reserved: true },
  '#': { start: '#', separator: ',', reserved: true },
  '.': { start: '.', separator: '.' },
  '/': { start: '/', separator: '/' },
  ';': { start: ';', separator: ';', named: true },
  '?': { start: '?', separator: '&', named: true, equals: true },
  '&': { start: '&', separator: '&', named: true, equals: true },
};

const expression = /\{([+#./;?&]?)([^{}]+)\}/g;

/** The variables of a template: each with its operator's way (query or not), in their order. */
export function variables(template) {
  return [...template.matchAll(expression)].flatMap(([, operator, list]) =>
    list.split(',').map(part => ({ name: part.replace(/(\*|:\d+)$/, ''), query: operator === '?' || operator === '&' })));
}

/** The address that a template stands for; variables without a value, or with an empty list, are left out. */
export function expand(template, values = {}) {
  return template.replace(expression, (_, operator, list) => {
    const { start, separator, named, equals, reserved } = operators[operator];
    const parts = list.split(',').flatMap(part => {
      const [, variable, modifier] = /^(.*?)(\*|:\d+)?$/.exec(part);
      const value = values[variable];
      const strings = (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value])
        .map(text => encode(modifier?.startsWith(':') ? [...String(text)].slice(0, Number(modifier.slice(1))).join('') : String(text), reserved));
      if (strings.length === 0) return [];
      const withName = text => !named ? text : text === '' && !equals ? variable : `${variable}=${text}`;
      return modifier === '*' ? strings.map(withName) : [withName(strings.join(','))];
    });
    return parts.length > 0 ? start + parts.join(separator) : '';
  });
}

/** The values by which a template leads to an address, where it only has query variables; otherwise null. */
export function read(template, address, base) {
  if (variables(template).some(variable => !variable.query)) return null;
  const bare = new URL(expand(template), base);
  const given = new URL(address, base);
  if (bare.origin !== given.origin || bare.pathname !== given.pathname) return null;
  return Object.fromEntries(given.searchParams);
}

const escaped = letter => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`;

function encode(text, reserved) {
  const strict = encodeURIComponent(text.toWellFormed()).replace(/[!'()*]/g, escaped);
  return reserved
    ? strict.replace(/%(?:3A|2F|3F|23|5B|5D|40|21|24|26|27|28|29|2A|2B|2C|3B|3D)/g, decodeURIComponent).replace(/%25([0-9A-Fa-f]{2})/g, '%$1')
    : strict;
}
