import { createHash, randomUUID } from 'node:crypto';
import { tags, type MessageBody } from './pdu.js';
import type { LinkSession } from './smpp-link.port.js';

interface Heard {
  readonly id: string;
  readonly atMs: number;
  readonly session: LinkSession;
  readonly count: number;
  /** It was answered as kept, in good time, on this session. */
  settled: boolean;
}

/** An answer that took longer may have come after the SMSC's own time-out: it may send the text again. */
const GOOD_TIME_MS = 5_000;
/** So many different texts are remembered; the oldest are forgotten first. */
const MOST_REMEMBERED = 20_000;

/**
 * Names MO, which have no id in SMPP. A text that the SMSC sends again, because our answer was lost or said "later",
 * gets the name that it had; the same words sent anew get another.
 * - The name is a hash of the message and of the time in steps of `repeatMs`, so another replica finds it too.
 * - In one process more is known: where the answer "kept" went out in good time on a connection that still
 *   stands, the SMSC has it, and the same words are a new text.
 */
export class MoNames {
  private readonly heard = new Map<string, Heard>();

  /** @param repeatMs how long the same words may be the same text; 0: never */
  constructor(private readonly repeatMs: number) {}

  /** Its name, and how to tell that it was answered as kept. */
  name(
    message: MessageBody,
    session: LinkSession,
    nowMs: number,
  ): { id: string; kept: (atMs: number) => void } {
    const content = contentHash(message);
    if (this.repeatMs === 0) return { id: `${content}-${randomUUID().slice(0, 8)}`, kept: () => undefined };
    const before = this.heard.get(content);
    const recent = before !== undefined && nowMs - before.atMs < this.repeatMs ? before : undefined;
    const anew = recent !== undefined && recent.settled && recent.session.writable;
    const count = recent === undefined ? 1 : recent.count + (anew ? 1 : 0);
    const step = Math.floor(nowMs / this.repeatMs).toString(36);
    const id =
      recent === undefined || anew ? `${content}-${step}${count === 1 ? '' : `-${count}`}` : recent.id;
    const entry: Heard = { id, atMs: nowMs, session, count, settled: false };
    this.remember(content, entry);
    return { id, kept: (atMs) => void (entry.settled = atMs - nowMs < GOOD_TIME_MS) };
  }

  private remember(content: string, entry: Heard): void {
    this.heard.delete(content); // so that it stands last
    this.heard.set(content, entry);
    for (const [oldest, { atMs }] of this.heard) {
      if (this.heard.size <= MOST_REMEMBERED && entry.atMs - atMs < this.repeatMs) break;
      this.heard.delete(oldest);
    }
  }
}

const CONTENT_TAGS = [
  tags.messagePayload,
  tags.sarMsgRefNum,
  tags.sarTotalSegments,
  tags.sarSegmentSeqnum,
  tags.userMessageReference,
];

/** The same for a message that is sent again: who, to whom, what; neither sequence number nor connection. */
export function contentHash(message: MessageBody): string {
  const hash = createHash('sha256');
  const { source, dest, esmClass, dataCoding, shortMessage, tlvs } = message;
  hash.update(`${source.address}\0${dest.address}\0${esmClass}\0${dataCoding}\0${shortMessage.length}\0`);
  hash.update(shortMessage);
  for (const tag of CONTENT_TAGS) {
    const value = tlvs?.get(tag);
    if (value !== undefined) hash.update(`\0${tag}\0${value.length}\0`).update(value);
  }
  return hash.digest('base64url').slice(0, 27);
}
