import { expand, variables } from './uri-template.js';

const array = value => (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]);
export const isObject = value => typeof value === 'object' && value !== null && !Array.isArray(value);

// Relations registered at IANA that lead to texts for people.
const texts = new Set(['service-doc', 'help', 'about', 'license', 'author', 'terms-of-service', 'privacy-policy', 'describedby', 'status']);

/** A link of a resource: where it leads, once its template, if it is one, is filled. */
export class Link {
  constructor(rel, json, resource) {
    this.rel = rel;
    this.json = json;
    this.resource = resource;
    this.local = rel.slice(rel.indexOf(':') + 1);
    this.title = typeof json.title === 'string' && json.title !== '' ? json.title : null;
    this.isPage = json.type === 'text/html';
    this.isDocumentation = texts.has(rel);
    this.variables = json.templated === true ? variables(json.href) : [];
  }

  /** Whether something has to be filled in before it leads anywhere: queries can be left out, parts of a path cannot. */
  get isOpen() {
    return this.variables.some(variable => !variable.query);
  }

  /** The absolute address, or null where it is none that a browser should be led to. */
  address(values = {}) {
    return webAddress(this.json.templated === true ? expand(this.json.href, values) : this.json.href, this.resource.base);
  }

  /** The page that explains the relation, by its curie, or null. */
  get documentation() {
    const [prefix, ...rest] = this.rel.split(':');
    if (rest.length === 0) return null;
    if (/^https?$/.test(prefix)) return webAddress(this.rel, this.resource.base);
    const curie = this.resource.curies.find(candidate => candidate.name === prefix);
    return curie ? webAddress(expand(curie.href, { rel: rest.join(':') }), this.resource.base) : null;
  }
}

/** A HAL resource: a whole document, or what is embedded in one. */
export class Resource {
  constructor(json, base, { tag = null, curies = [] } = {}) {
    this.json = isObject(json) ? json : { value: json };
    this.base = base;
    this.tag = tag;
    const links = isObject(this.json._links) ? this.json._links : {};
    this.curies = [...array(links.curies), ...curies].filter(curie => typeof curie?.href === 'string');
    this.links = Object.entries(links)
      .filter(([rel]) => rel !== 'curies')
      .flatMap(([rel, value]) => array(value).filter(link => typeof link?.href === 'string').map(link => new Link(rel, link, this)));
    this.embedded = Object.entries(isObject(this.json._embedded) ? this.json._embedded : {}).map(([rel, value]) => ({
      rel,
      isMany: Array.isArray(value),
      items: array(value).filter(isObject).map(item => new Resource(item, base, { curies: this.curies })),
    }));
    this.state = Object.fromEntries(Object.entries(this.json).filter(([member]) => !['_links', '_embedded', '_templates'].includes(member)));
    this.templates = Object.entries(isObject(this.json._templates) ? this.json._templates : {})
      .filter(([, template]) => isObject(template))
      .map(([key, template]) => ({
        ...template,
        key,
        method: String(template.method ?? 'GET').toUpperCase(),
        contentType: template.contentType ?? 'application/json',
        properties: array(template.properties).filter(property => typeof property?.name === 'string'),
        address: (template.target ? webAddress(template.target, base) : null) ?? this.address ?? base,
      }));
  }

  /** Where the resource is; null for an embedded one that does not say. */
  get address() {
    return this.link('self')?.address() ?? null;
  }

  link(rel) {
    return this.links.find(link => link.rel === rel) ?? null;
  }

  /** Links besides itself that lead to the resource itself: things that can be done with it. */
  get actions() {
    const own = this.address;
    return own ? this.links.filter(link => link.rel !== 'self' && link.variables.length === 0 && link.address() === own) : [];
  }
}

/** An absolute http address, or null: a document must not lead a browser to a script. */
export function webAddress(href, base) {
  try {
    const address = new URL(href, base);
    return /^https?:$/.test(address.protocol) ? address.href : null;
  } catch {
    return null;
  }
}
