import { isRelated } from './parts.js';

const refreshDelay = 250;

/** The documents on display: { resource, refresh() }. */
const places = new Set();

export const addPlace = place => places.add(place);

export const dropPlace = place => places.delete(place);

/** Reads the documents again that an event is about, once for several events in a row. */
export function onEvent(item) {
  for (const place of places) {
    if (!place.resource || !isRelated(item, place.resource)) continue;
    clearTimeout(place.timer);
    place.timer = setTimeout(() => places.has(place) && place.refresh(), refreshDelay);
  }
}
