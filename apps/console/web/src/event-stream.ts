import { headersOf } from './access-key.js';
import { Refusal, refusalOf } from './api.js';

export interface StreamListener<T> {
  news(data: T): void;
  /** It comes no more for now; tried again by itself. */
  gone(): void;
  /** It will not come: not allowed, or not there. */
  refused(refusal: Refusal): void;
}

const AGAIN_AFTER_MS = 1_500;

/**
 * Reads server-sent events (HTML living standard, §9.2) until it is closed. Not by EventSource: that can send no key.
 *
 * @returns what closes it
 */
export function openStream<T>(path: string, listener: StreamListener<T>): () => void {
  const closed = new AbortController();
  void follow(path, listener, closed.signal);
  return () => closed.abort();
}

/**
 * Tells the back end to do something that takes a while, and hears how far it has come, once: what is cut off is not
 * begun again by itself.
 *
 * @throws Refusal
 */
export async function tellStream<T>(
  path: string,
  body: object,
  news: (data: T) => void,
  signal: AbortSignal,
): Promise<void> {
  const headers = headersOf({ accept: 'text/event-stream', 'content-type': 'application/json' });
  const answer = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body), signal });
  if (!answer.ok || answer.body === null) throw await refusalOf(answer);
  let gone = false;
  await readEvents<T>(answer.body, { news, gone: () => (gone = true), refused: () => undefined });
  if (gone) throw new Refusal(503, 'CUT_OFF', 'It was cut off; look at it again in a moment.');
}

async function follow<T>(path: string, listener: StreamListener<T>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const answer = await fetch(path, { headers: headersOf({ accept: 'text/event-stream' }), signal });
      if (!answer.ok || answer.body === null) {
        const refusal = await refusalOf(answer);
        if (refusal.status >= 400 && refusal.status < 500) return listener.refused(refusal);
      } else {
        await readEvents(answer.body, listener);
      }
    } catch {
      // Cut off: tried again below.
    }
    if (signal.aborted) return;
    listener.gone();
    await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS));
  }
}

async function readEvents<T>(body: ReadableStream<Uint8Array>, listener: StreamListener<T>): Promise<void> {
  const reader = body
    .pipeThrough(new TextDecoderStream() as unknown as TransformStream<Uint8Array, string>)
    .getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split('\n\n');
    rest = blocks.pop()!;
    for (const block of blocks) {
      const event = eventOf(block);
      if (event.name === 'news') listener.news(JSON.parse(event.data) as T);
      else if (event.name === 'gone') listener.gone();
    }
  }
}

/** One event of the stream: its name and its data. */
export function eventOf(block: string): { name: string; data: string } {
  let name = 'message';
  const data: string[] = [];
  for (const line of block.split('\n')) {
    const [, field, value = ''] = /^([a-z]+): ?(.*)$/.exec(line) ?? [];
    if (field === 'event') name = value;
    else if (field === 'data') data.push(value);
  }
  return { name, data: data.join('\n') };
}
