const silenceLimit = 40_000;
const longestDelay = 60_000;
let current = null;

/**
 * Follows the server-sent events of a document, and no longer those of the document before: a page has one connection at most.
 * @param handlers { onOpen(), onEvent(text) }; onOpen is called whenever events may have been missed.
 */
export function follow(url, handlers) {
  if (current?.url === url) return Object.assign(current.handlers, handlers);
  unfollow();
  current = { url, handlers: { ...handlers } };
  current.close = openStream(url, current.handlers);
}

/** Closes the connection, if there is one. */
export function unfollow() {
  current?.close();
  current = null;
}

/** Opens a stream of events while the page is visible; returns a function that closes it. */
function openStream(url, handlers) {
  const closing = new AbortController();
  let connection = null;
  let lastId = '';
  let delay = 2_000;
  document.addEventListener('visibilitychange', update, { signal: closing.signal });
  update();
  return close;

  function close() {
    closing.abort();
    connection?.abort();
  }

  function update() {
    if (document.visibilityState !== 'visible') {
      connection?.abort();
      connection = null;
    } else if (!connection) {
      connection = new AbortController();
      run(connection.signal);
    }
  }

  async function run(signal) {
    for (let failures = 0; !signal.aborted;) {
      const outcome = await readOnce(signal);
      if (signal.aborted) return;
      if (outcome === 'refused') return close();
      failures = outcome === 'failed' ? failures + 1 : 0;
      await pause(Math.min(delay * 2 ** failures, longestDelay), signal);
    }
  }

  /** Reads one response; returns how it ended: refused, failed before an event arrived, or ended. */
  async function readOnce(signal) {
    const silence = new AbortController();
    let timer = setTimeout(() => silence.abort(), silenceLimit);
    let isOpen = false;
    const parse = eventParser(block => {
      delay = block.delay ?? delay;
      if (block.id === undefined && block.data === undefined) return;
      const mayHaveMissed = lastId === '' && !isOpen;
      isOpen = true;
      lastId = block.id ?? lastId;
      if (mayHaveMissed) handlers.onOpen();
      if (block.data !== undefined) handlers.onEvent(block.data);
    });
    try {
      const response = await fetch(url, {
        headers: { Accept: 'text/event-stream', ...(lastId === '' ? {} : { 'Last-Event-ID': lastId }) },
        credentials: 'same-origin', cache: 'no-store', signal: AbortSignal.any([signal, silence.signal]),
      });
      if (!response.ok || !response.headers.get('Content-Type')?.startsWith('text/event-stream')) return await refusal(response);
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let read = await reader.read(); !read.done; read = await reader.read()) {
        clearTimeout(timer);
        timer = setTimeout(() => silence.abort(), silenceLimit);
        parse(read.value);
      }
    } catch (error) {
      if (!signal.aborted && !silence.signal.aborted && !(error instanceof TypeError)) throw error;
    } finally {
      clearTimeout(timer);
    }
    return isOpen ? 'ended' : 'failed';
  }

  // A server that no longer knows the last event starts again, and the document is read anew.
  async function refusal(response) {
    await response.body?.cancel();
    const isUnknownId = response.status === 400 && lastId !== '';
    if (isUnknownId) lastId = '';
    return isUnknownId || response.status >= 500 || response.status === 429 ? 'failed' : 'refused';
  }
}

/** Returns a function that takes the text of a stream in pieces (HTML Living Standard, section 9.2.6). */
export function eventParser(onBlock) {
  let rest = '';
  let block = {};
  return text => {
    const lines = (rest + text).split(/\r\n|\n|\r(?=[^])/);
    rest = lines.pop();
    for (const line of lines) {
      if (line === '') {
        onBlock(block);
        block = {};
        continue;
      }
      const [, name, value] = /^([^:]*):? ?(.*)$/.exec(line);
      if (name === 'data') block.data = block.data === undefined ? value : `${block.data}\n${value}`;
      else if (name === 'id') block.id = value;
      else if (name === 'retry' && /^\d+$/.test(value)) block.delay = Number(value);
    }
  };
}

const pause = (duration, signal) => new Promise(resolve => {
  const timer = setTimeout(resolve, duration);
  signal.addEventListener('abort', () => { clearTimeout(timer); resolve(); }, { once: true });
});
