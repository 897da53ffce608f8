import { Resource } from './hal.js';
import { send } from './http.js';
import { samePath } from './router.js';

/** Sends a form; the fields have names, and values in the form in which they are sent. */
export function sendForm({ url, method, contentType }, fields, resource) {
  const valueOf = field => field.value ?? (method === 'PATCH' && field.initialValue !== '' ? '' : undefined);
  const entries = fields.map(field => [field.name, valueOf(field)]).filter(([, value]) => value !== undefined);
  const flatEntries = entries.flatMap(([name, value]) => [value].flat().map(item => [name, item]));
  if (method === 'GET' || method === 'HEAD') {
    const target = new URL(url);
    for (const [name, value] of flatEntries) target.searchParams.append(name, value);
    return send(target.href);
  }
  // The entity tag protects the state that is on display, so it applies only if the form's target is the displayed resource.
  const etag = method !== 'POST' && samePath(url, resource.base) ? resource.etag : null;
  if (entries.length === 0 && method === 'DELETE') return send(url, { method, etag });
  if (contentType === 'application/x-www-form-urlencoded')
    return send(url, { method, etag, contentType, body: new URLSearchParams(flatEntries).toString() });
  const jsonType = /[/+]json$/.test(contentType) ? contentType : 'application/json';
  return send(url, { method, etag, contentType: jsonType, body: JSON.stringify(Object.fromEntries(entries)) });
}

/** Returns the URL of the current state if the response reports a conflict with it; otherwise null. */
export function conflictUrl(response, { template, resource }) {
  if (response.status !== 409 && response.status !== 412) return null;
  const own = [template.url, resource.url, resource.base].filter(Boolean);
  const linked = new Resource(response.json ?? {}, response.url).links
    .filter(link => !link.needsInput).map(link => link.url()).find(url => url && own.some(other => samePath(url, other)));
  return linked ?? (response.status === 412 ? resource.url ?? resource.base : null);
}
