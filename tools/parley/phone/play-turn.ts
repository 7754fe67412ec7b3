import { setTimeout as pause } from 'node:timers/promises';
import type { StoredSpan } from '@parley/persistence';
import { silenceOf, type Silence } from '../traces/silence.js';
import type { Phone, PhoneText, ReceivedText, SentText } from './phone.js';

export interface TurnOptions {
  readonly phone: Phone;
  readonly text: Omit<PhoneText, 'from'>;
  /** How long to wait for the first reply, ms. */
  readonly timeoutMs: number;
  /** Called as soon as the text was taken, or not; and with each reply when it comes. */
  onSent?(sent: SentText): void;
  onReply?(reply: Reply): void;
  /** The spans of a trace so far; a refusal found there ends the waiting. */
  spansOf(traceId: string): Promise<readonly StoredSpan[]>;
}

/** One text of a person and what came back. */
export interface Turn {
  readonly sent: SentText;
  readonly replies: readonly Reply[];
  /** Why nothing came back, where the trace says so. */
  readonly silence: Silence | undefined;
}

export interface Reply {
  readonly text: string;
  readonly segments: number;
  /** From the phone's sending to the phone's receiving, ms. */
  readonly afterMs: number;
}

/** Some texts answer in two; the second is on the heels of the first. */
const NEXT_REPLY_MS = 250;
const LOOK_EVERY_MS = 250;

/** Sends a text from the phone and waits for what comes back: replies, or a refusal, or the time is over. */
export async function playTurn(o: TurnOptions): Promise<Turn> {
  const sent = await o.phone.send(o.text);
  o.onSent?.(sent);
  if (sent.acceptedAt === undefined) return { sent, replies: [], silence: undefined };
  const done = new AbortController();
  const refused = sent.traceId === undefined ? undefined : watchForRefusal(o, sent.traceId, done.signal);
  const first = receive(o, o.timeoutMs, done.signal);
  const outcome = await Promise.race([first, ...(refused ? [refused] : [])]);
  done.abort();
  if (!Array.isArray(outcome)) return { sent, replies: [], silence: outcome };
  const replies: Reply[] = [];
  for (let more = outcome; more.length > 0; more = await receive(o, NEXT_REPLY_MS)) {
    for (const text of more) {
      const reply = replyOf(text, sent);
      replies.push(reply);
      o.onReply?.(reply);
    }
  }
  return { sent, replies, silence: undefined };
}

async function receive(o: TurnOptions, waitMs: number, signal?: AbortSignal): Promise<ReceivedText[]> {
  const deadline = performance.now() + waitMs;
  for (let left = waitMs; left > 0; left = deadline - performance.now()) {
    const texts = await o.phone.receive(left, signal).catch((error: unknown) => {
      if (signal?.aborted) return [];
      throw error;
    });
    if (signal?.aborted) return [];
    const ours = texts.filter(({ from }) => from === o.text.to);
    if (ours.length > 0) return ours;
  }
  return [];
}

// Settles only with a refusal: without one, the reply or the time decides.
async function watchForRefusal(o: TurnOptions, traceId: string, signal: AbortSignal): Promise<Silence> {
  for (;;) {
    await pause(LOOK_EVERY_MS);
    if (signal.aborted) return new Promise(() => undefined);
    const silence = silenceOf(await o.spansOf(traceId).catch(() => []));
    if (silence !== undefined) return silence;
  }
}

function replyOf({ text, segments, at }: ReceivedText, sent: SentText): Reply {
  return { text, segments, afterMs: at / 1_000 - sent.sentAt };
}
