const accept = 'application/prs.hal-forms+json, application/hal+json;q=0.9, application/problem+json;q=0.8, application/json;q=0.7';
const timeout = 20_000;
const busyListeners = new Set();
let pendingRequests = 0;

/** Calls the listener with true when the first request starts, and with false when the last one ends. */
export const onBusyChange = listener => busyListeners.add(listener);

/** No response arrived, so the request may or may not have taken effect. */
export class NetworkError extends Error {}

/** Another response than the expected one. */
export class HttpError extends Error {
  constructor(response) {
    super(response.json?.title ?? `HTTP ${response.status}`);
    this.response = response;
  }
}

/**
 * Sends one request; throws NetworkError if no response arrives. GET uses the browser's cache, which revalidates with the entity tag.
 * @returns {Promise<{ok: boolean, status: number, url: string, etag: ?string, location: ?string, json: any,
 *   retryAfter: ?number, isProblem: boolean, isHtml: boolean}>} retryAfter is in seconds.
 */
export async function send(url, { method = 'GET', body, contentType, etag, signal, anonymous = false } = {}) {
  const headers = { Accept: accept };
  if (body !== undefined) headers['Content-Type'] = contentType;
  if (etag) headers['If-Match'] = etag;
  countPending(1);
  try {
    return await readResponse(await fetch(url, {
      method, body, headers,
      credentials: anonymous ? 'omit' : 'same-origin',
      cache: anonymous ? 'no-store' : 'default',
      signal: AbortSignal.any([AbortSignal.timeout(timeout), ...(signal ? [signal] : [])]),
    }));
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new NetworkError(error.message, { cause: error });
  } finally {
    countPending(-1);
  }
}

async function readResponse(response) {
  const mediaType = (response.headers.get('Content-Type') ?? '').split(';')[0].trim().toLowerCase();
  const isJson = mediaType === 'application/json' || mediaType.endsWith('+json');
  const text = await response.text();
  let json = null;
  try {
    json = isJson && text !== '' ? JSON.parse(text) : null;
  } catch {
    // Invalid JSON, for example from a proxy, is treated as no content.
  }
  const location = response.headers.get('Location');
  const etag = response.headers.get('ETag');
  const retryAfter = Number.parseInt(response.headers.get('Retry-After') ?? '', 10);
  return {
    ok: response.ok,
    status: response.status,
    url: response.url,
    etag: etag?.startsWith('"') ? etag : null,
    retryAfter: Number.isNaN(retryAfter) ? null : retryAfter,
    location: location ? new URL(location, response.url).href : null,
    json,
    isProblem: mediaType === 'application/problem+json' && json !== null,
    isHtml: mediaType === 'text/html',
  };
}

function countPending(change) {
  const wasIdle = pendingRequests === 0;
  pendingRequests += change;
  const isIdle = pendingRequests === 0;
  if (wasIdle !== isIdle) for (const listener of busyListeners) listener(!isIdle);
}
