import { httpUrl, isObject } from './hal.js';
import { NetworkError, send } from './http.js';
import { loadResource } from './loader.js';
import { hashFromUrl } from './router.js';

const maxReferences = 8;
const documents = new Map();

/** Loads a resource and the labels that its schema defines for its values. */
export async function loadWithLabels(url, options) {
  const resource = await loadResource(url, options);
  resource.schemaLabels = await schemaLabels(resource);
  return resource;
}

/** Returns the labels by property name and value. The schema is the target of the profile link, if it is on this server. */
async function schemaLabels(resource) {
  const labels = new Map();
  const url = resource.link('profile')?.url();
  const hasValues = resource.embedded.length > 0 || Object.keys(resource.state).length > 0;
  const root = url && hasValues ? await schemaAt(url) : null;
  if (root) await collect([resource], root, labels);
  return labels;
}

/** Collects the labels for resources with the same schema, and for their embedded resources. */
async function collect(resources, schema, labels) {
  const names = new Set(resources.flatMap(({ state }) => Object.keys(state)));
  const embedded = Map.groupBy(resources.flatMap(resource => resource.embedded), ({ rel }) => rel);
  const embeddedSchema = embedded.size > 0 ? await propertySchema(schema, '_embedded') : null;
  await Promise.all([
    ...[...names].map(async name => {
      const values = new Set(resources.map(({ state }) => state[name]).filter(value => value !== null && typeof value !== 'object'));
      const alternatives = values.size > 0 ? await findAlternatives(await propertySchema(schema, name), values) : [];
      for (const value of values) {
        const found = alternatives.find(candidate => typeof candidate?.title === 'string' && isValid(candidate, value));
        if (!found) continue;
        if (!labels.has(name)) labels.set(name, new Map());
        labels.get(name).set(String(value), typeof value === 'number' ? `${value}: ${found.title}` : found.title);
      }
    }),
    ...[...embedded].map(async ([rel, groups]) => {
      const found = await propertySchema(embeddedSchema, rel);
      const itemSchema = await findKeyword(found, candidate => candidate.items) ?? found;
      if (itemSchema) await collect(groups.flatMap(group => group.items), itemSchema, labels);
    }),
  ]);
}

/** Returns the alternatives of a value's schema. Strings are readable as they are, so no other schema is loaded for them alone. */
async function findAlternatives(found, values) {
  const pick = ({ oneOf, anyOf }) => [oneOf, anyOf].find(Array.isArray);
  if (found && pick(found.schema)) return pick(found.schema);
  return [...values].every(value => typeof value === 'string') ? [] : (await findKeyword(found, pick))?.schema ?? [];
}

const isValid = (schema, value) => ('const' in schema ? schema.const === value
  : typeof value === 'number' && ('minimum' in schema || 'maximum' in schema)
    && value >= (schema.minimum ?? -Infinity) && value <= (schema.maximum ?? Infinity));

const propertySchema = (found, name) => findKeyword(found, schema => schema.properties?.[name]);

/** Picks a value from a schema or, failing that, from the ones that it references; returns it with its base URL. */
async function findKeyword(found, pick) {
  for (let followed = 0; found && followed <= maxReferences; followed++) {
    const value = pick(found.schema);
    if (value) return { schema: value, base: found.base };
    found = typeof found.schema.$ref === 'string' ? await schemaAt(httpUrl(found.schema.$ref, found.base)) : null;
  }
  return null;
}

/** Returns the schema at a URL, whose fragment may be a JSON pointer; null if there is none on this server. */
async function schemaAt(url) {
  if (!url || !hashFromUrl(url)) return null;
  const [document, pointer = ''] = url.split('#');
  if (!documents.has(document)) documents.set(document, loadDocument(document));
  const root = await documents.get(document);
  if (!root) documents.delete(document);
  const schema = pointer.split('/').slice(1).reduce((node, step) => node?.[decodeStep(step)], root);
  return isObject(schema) ? { schema, base: url } : null;
}

/** Decodes a step of a JSON pointer in a fragment (RFC 6901, section 6); undefined if it is malformed. */
function decodeStep(step) {
  try {
    return decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
  } catch {
    return undefined;
  }
}

async function loadDocument(url) {
  try {
    const response = await send(url);
    return response.ok ? response.json : null;
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    return null;
  }
}
