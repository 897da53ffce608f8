import { Resource } from './hal.js';
import { HttpError, send } from './http.js';
import { entryUrl } from './router.js';

/** Loads a resource with its forms; throws HttpError for any response without one, and NetworkError for none. */
export async function loadResource(url, options = {}) {
  const response = await send(url, options);
  if (!response.ok || response.json === null) throw new HttpError(response);
  return new Resource(response.json, response.url, { etag: response.etag });
}

/**
 * Loads the entry point with the current credentials, or without credentials if the server rejects them.
 * @returns {Promise<Resource>}
 */
export async function loadEntryPoint() {
  try {
    return await loadResource(entryUrl);
  } catch (error) {
    if (!(error instanceof HttpError) || error.response.status !== 401) throw error;
    return loadResource(entryUrl, { anonymous: true });
  }
}
