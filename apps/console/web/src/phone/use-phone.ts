import { useMemo, useState } from 'preact/hooks';
import { useLive } from '../use-live.js';

/** What became of a text that the phone sent. Times are ms since the epoch. */
export interface Sent {
  readonly sentAt: number;
  readonly acceptedAt?: number;
  readonly status: number;
  readonly refusal?: string;
  readonly conversationId: string;
}

export interface SaidText {
  readonly at: number;
  readonly to: string;
  readonly text: string;
  readonly lost?: boolean;
}

interface Inbox {
  readonly messages: readonly { seq: number; from: string; text: string; at: number }[];
}

export interface Bubble {
  readonly key: string;
  readonly mine: boolean;
  readonly text: string;
  readonly at: number;
  /** How long after the phone's last text it came, ms. */
  readonly afterMs?: number;
  readonly lost?: boolean;
}

/** A reply that comes later than this answers nothing any more, ms. */
const ANSWERS_WITHIN_MS = 120_000;

/** What a phone and a sender said to each other since the page was opened; and what the phone got before. */
export function usePhone(number: string, sender: string) {
  const [said, setSaid] = useState<readonly SaidText[]>([]);
  const news = useLive<Inbox>(`/v1/phones/${encodeURIComponent(number)}/news`);
  const bubbles = useMemo(
    () => bubblesOf(said, news.data?.messages ?? [], sender),
    [said, news.data, sender],
  );
  return { bubbles, on: news.on, add: (text: SaidText) => setSaid((before) => [...before, text]) };
}

export function bubblesOf(said: readonly SaidText[], got: Inbox['messages'], sender: string): Bubble[] {
  const mine = said
    .filter(({ to }) => to === sender)
    .map(({ at, text, lost }, place): Bubble => ({
      key: `m${place}`,
      mine: true,
      text,
      at,
      ...(lost && { lost }),
    }));
  const theirs = got
    .filter(({ from }) => from === sender)
    .map(({ seq, text, at }): Bubble => ({ key: `t${seq}`, mine: false, text, at }));
  const inOrder = [...mine, ...theirs].sort((a, b) => a.at - b.at);
  let last: number | undefined;
  return inOrder.map((bubble) => {
    if (bubble.mine) last = bubble.at;
    const after = last === undefined || bubble.mine ? undefined : bubble.at - last;
    return after === undefined || after > ANSWERS_WITHIN_MS ? bubble : { ...bubble, afterMs: after };
  });
}
