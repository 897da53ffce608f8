import { expand, variables } from './uri-template.js';

const toArray = value => (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]);
export const isObject = value => typeof value === 'object' && value !== null && !Array.isArray(value);

// Registered relations (IANA) whose targets are human-readable documents.
const documentationRelations = new Set(
  ['service-doc', 'help', 'about', 'license', 'author', 'terms-of-service', 'privacy-policy', 'describedby', 'status']);

/** A link of a resource; its href may be a URI template. */
class Link {
  constructor(rel, json, resource) {
    this.rel = rel;
    this.json = json;
    this.resource = resource;
    this.localName = rel.slice(rel.indexOf(':') + 1);
    this.title = typeof json.title === 'string' && json.title !== '' ? json.title : null;
    this.isHtml = json.type === 'text/html';
    this.isDocumentation = documentationRelations.has(rel);
    this.variables = json.templated === true ? variables(json.href) : [];
  }

  /** Whether the template has variables in its path: query variables are optional, path variables are not. */
  get needsInput() {
    return this.variables.some(variable => !variable.isQuery);
  }

  /** Returns the absolute URL, or null if it is not safe to navigate to. */
  url(values = {}) {
    return httpUrl(this.json.templated === true ? expand(this.json.href, values) : this.json.href, this.resource.base);
  }

  /** The URL of the relation's documentation, resolved by its curie, or null. */
  get documentation() {
    const [prefix, ...rest] = this.rel.split(':');
    if (rest.length === 0) return null;
    if (/^https?$/.test(prefix)) return httpUrl(this.rel, this.resource.base);
    const curie = this.resource.curies.find(candidate => candidate.name === prefix);
    return curie ? httpUrl(expand(curie.href, { rel: rest.join(':') }), this.resource.base) : null;
  }
}

/** A HAL resource: a whole document or an embedded resource. */
export class Resource {
  constructor(json, base, { etag = null, curies = [] } = {}) {
    this.json = isObject(json) ? json : { value: json };
    this.base = base;
    this.etag = etag;
    const links = isObject(this.json._links) ? this.json._links : {};
    this.curies = [...toArray(links.curies), ...curies].filter(curie => typeof curie?.href === 'string');
    this.links = Object.entries(links)
      .filter(([rel]) => rel !== 'curies')
      .flatMap(([rel, value]) => toArray(value).filter(link => typeof link?.href === 'string').map(link => new Link(rel, link, this)));
    this.embedded = Object.entries(isObject(this.json._embedded) ? this.json._embedded : {}).map(([rel, value]) => ({
      rel,
      isArray: Array.isArray(value),
      items: toArray(value).filter(isObject).map(item => new Resource(item, base, { curies: this.curies })),
    }));
    this.state = Object.fromEntries(
      Object.entries(this.json).filter(([key]) => !['_links', '_embedded', '_templates'].includes(key)));
    this.templates = Object.entries(isObject(this.json._templates) ? this.json._templates : {})
      .filter(([, template]) => isObject(template))
      .map(([key, template]) => ({
        ...template,
        key,
        method: String(template.method ?? 'GET').toUpperCase(),
        contentType: template.contentType ?? 'application/json',
        properties: toArray(template.properties).filter(property => typeof property?.name === 'string'),
        url: (template.target ? httpUrl(template.target, base) : null) ?? this.url ?? base,
      }));
  }

  /** The URL of the resource, or null for an embedded resource without a self link. */
  get url() {
    return this.link('self')?.url() ?? null;
  }

  link(rel) {
    return this.links.find(link => link.rel === rel) ?? null;
  }

  /** Links whose target is the resource itself: actions on it. */
  get actions() {
    const own = this.url;
    return own ? this.links.filter(link => link.rel !== 'self' && link.variables.length === 0 && link.url() === own) : [];
  }
}

/** Resolves an absolute HTTP URL; returns null for any other scheme, so that documents cannot inject scripts. */
export function httpUrl(href, base) {
  try {
    const url = new URL(href, base);
    return /^https?:$/.test(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}
