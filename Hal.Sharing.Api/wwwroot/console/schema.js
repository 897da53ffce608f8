import { isObject, webAddress } from './hal.js';
import { NoAnswer, send } from './http.js';
import { read } from './reading.js';
import { placeOf } from './router.js';

const mostReferences = 8;
const documents = new Map();

/** Reads a resource together with the words that its schema has for its values. */
export async function readWithWords(address, options) {
  const resource = await read(address, options);
  resource.words = await wordsOf(resource);
  return resource;
}

/** The words by the value's name and the value; the schema is where the resource's profile is, on this server. */
async function wordsOf(resource) {
  const words = new Map();
  const address = resource.link('profile')?.address();
  const hasValues = resource.embedded.length > 0 || Object.keys(resource.state).length > 0;
  const root = address && hasValues ? await schemaAt(address) : null;
  if (root) await collect([resource], root, words);
  return words;
}

/** Resources of one schema; what is embedded in them has its own. */
async function collect(resources, schema, words) {
  const names = new Set(resources.flatMap(({ state }) => Object.keys(state)));
  const embedded = Map.groupBy(resources.flatMap(resource => resource.embedded), ({ rel }) => rel);
  const parent = embedded.size > 0 ? await member(schema, '_embedded') : null;
  await Promise.all([
    ...[...names].map(async name => {
      const values = new Set(resources.map(({ state }) => state[name]).filter(value => value !== null && typeof value !== 'object'));
      const choices = values.size > 0 ? await choicesOf(await member(schema, name), values) : [];
      for (const value of values) {
        const choice = choices.find(candidate => typeof candidate?.title === 'string' && fits(candidate, value));
        if (choice) words.set(name, (words.get(name) ?? new Map()).set(String(value), typeof value === 'number' ? `${value}: ${choice.title}` : choice.title));
      }
    }),
    ...[...embedded].map(async ([rel, parts]) => {
      const found = await member(parent, rel);
      const items = await keyword(found, candidate => candidate.items) ?? found;
      if (items) await collect(parts.flatMap(part => part.items), items, words);
    }),
  ]);
}

/** The titled alternatives of a value. Strings mostly speak for themselves: for them alone, no further schema is loaded. */
async function choicesOf(found, values) {
  const pick = ({ oneOf, anyOf }) => [oneOf, anyOf].find(Array.isArray);
  if (found && pick(found.schema)) return pick(found.schema);
  return [...values].every(value => typeof value === 'string') ? [] : (await keyword(found, pick))?.schema ?? [];
}

const fits = (schema, value) => ('const' in schema ? schema.const === value
  : typeof value === 'number' && ('minimum' in schema || 'maximum' in schema) && value >= (schema.minimum ?? -Infinity) && value <= (schema.maximum ?? Infinity));

const member = (found, name) => keyword(found, schema => schema.properties?.[name]);

/** What a schema says by itself or, failing that, behind its reference; with the address that references in it are relative to. */
async function keyword(found, pick) {
  for (let followed = 0; found && followed <= mostReferences; followed++) {
    const value = pick(found.schema);
    if (value) return { schema: value, base: found.base };
    found = typeof found.schema.$ref === 'string' ? await schemaAt(webAddress(found.schema.$ref, found.base)) : null;
  }
  return null;
}

/** The schema at an address with or without a JSON pointer as its fragment; null where there is none, or on another server. */
async function schemaAt(address) {
  if (!address || !placeOf(address)) return null;
  const [document, pointer = ''] = address.split('#');
  if (!documents.has(document)) documents.set(document, load(document));
  const root = await documents.get(document);
  if (!root) documents.delete(document);
  const schema = pointer.split('/').slice(1).reduce((node, step) => node?.[unescaped(step)], root);
  return isObject(schema) ? { schema, base: address } : null;
}

/** A step of a JSON pointer in a fragment (RFC 6901, section 6); what cannot be decoded names nothing. */
function unescaped(step) {
  try {
    return decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
  } catch {
    return undefined;
  }
}

async function load(address) {
  try {
    const answer = await send(address);
    return answer.ok ? answer.json : null;
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    return null;
  }
}
