const accepted = 'application/prs.hal-forms+json, application/hal+json;q=0.9, application/problem+json;q=0.8, application/json;q=0.7';
const patience = 20_000;
const listeners = new Set();
let running = 0;

/** Tells a listener whenever the first request begins or the last one ends. */
export const onBusy = listener => listeners.add(listener);

/** No answer came: whether the request was carried out is not known. */
export class NoAnswer extends Error {}

/**
 * Sends one request. Reading goes through the browser's cache, which asks again with the tag it holds.
 * @returns {Promise<{ok: boolean, status: number, address: string, tag: ?string, location: ?string, retryAfter: ?string, json: any, isProblem: boolean, html: boolean}>}
 */
export async function send(address, { method = 'GET', body, contentType, tag, signal, anonymous = false } = {}) {
  const headers = { Accept: accepted };
  if (body !== undefined) headers['Content-Type'] = contentType;
  if (tag) headers['If-Match'] = tag;
  signals(1);
  try {
    const response = await fetch(address, {
      method, body, headers,
      credentials: anonymous ? 'omit' : 'same-origin',
      cache: anonymous ? 'no-store' : 'default',
      signal: AbortSignal.any([AbortSignal.timeout(patience), ...(signal ? [signal] : [])]),
    });
    return await answer(response);
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new NoAnswer(error.message, { cause: error });
  } finally {
    signals(-1);
  }
}

async function answer(response) {
  const mediaType = (response.headers.get('Content-Type') ?? '').split(';')[0].trim().toLowerCase();
  const isJson = mediaType === 'application/json' || mediaType.endsWith('+json');
  const text = await response.text();
  let json = null;
  try {
    json = isJson && text !== '' ? JSON.parse(text) : null;
  } catch {
    // An intermediary's words under the wrong name: treated as no document.
  }
  const location = response.headers.get('Location');
  return {
    ok: response.ok,
    status: response.status,
    address: response.url,
    tag: response.headers.get('ETag')?.startsWith('"') ? response.headers.get('ETag') : null,
    location: location ? new URL(location, response.url).href : null,
    retryAfter: response.headers.get('Retry-After'),
    json,
    isProblem: mediaType === 'application/problem+json' && json !== null,
    html: mediaType === 'text/html',
  };
}

function signals(change) {
  const was = running;
  running += change;
  if ((was === 0) !== (running === 0)) for (const listener of listeners) listener(running > 0);
}
