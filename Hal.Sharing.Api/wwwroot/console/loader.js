import { Resource } from './hal.js';
import { send } from './http.js';
import { entryAddress } from './router.js';

/** An answer that is not what was hoped for. */
export class Refused extends Error {
  constructor(answer) {
    super(answer.json?.title ?? `HTTP ${answer.status}`);
    this.answer = answer;
  }
}

/** Reads a resource with its forms; throws Refused for every other answer, and NoAnswer for none. */
export async function read(address, options = {}) {
  const answer = await send(address, options);
  if (!answer.ok || answer.json === null) throw new Refused(answer);
  return asResource(answer);
}

/** What an answer shows, or null where it shows nothing. */
export const asResource = answer => (answer.json === null ? null : new Resource(answer.json, answer.address, { tag: answer.tag }));

/**
 * Reads the entry point as whoever is signed in, or, where the server does not know him (any more), as nobody.
 * @returns {Promise<Resource>}
 */
export async function readEntry() {
  try {
    return await read(entryAddress);
  } catch (error) {
    if (!(error instanceof Refused) || error.answer.status !== 401) throw error;
    return read(entryAddress, { anonymous: true });
  }
}
