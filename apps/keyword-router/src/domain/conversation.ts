import type { Dialogue } from './dialogue/dialogue.js';
import type { Resolution } from './meaning.js';

/** Subscriber × sender: what the next turn has to know of the turns before. */
export interface Conversation {
  readonly subscriber: string;
  readonly sender: string;
  /** W3C trace context of the last MO; the next turn's span links to it. */
  readonly lastTraceparent?: string | undefined;
  /** The program that it was last about. */
  readonly lastProgram?: string | undefined;
  /** When the sender's fallback text was last sent, ms since the epoch. */
  readonly lastFallbackAtMs?: number | undefined;
  /** MOs so far. */
  readonly turns: number;
  /** What it is, or once was, in the middle of. */
  readonly dialogue?: Dialogue | undefined;
}

/** At most one fallback text in this time: a person who is not understood is not answered by a machine for ever. */
export const FALLBACK_EVERY_MS = 24 * 60 * 60 * 1000;

/** One text per conversation, for Maps and look-ups; no sender's address holds the bar. */
export function conversationKey({ subscriber, sender }: { subscriber: string; sender: string }): string {
  return `${subscriber}|${sender}`;
}

/** A conversation before its first turn. */
export function startConversation({
  subscriber,
  sender,
}: {
  subscriber: string;
  sender: string;
}): Conversation {
  return { subscriber, sender, turns: 0 };
}

/** Whether what was resolved is answered now; only a fallback text can be too soon. */
export function isAnswered(conversation: Conversation, resolution: Resolution, nowMs: number): boolean {
  if (!resolution.answer) return false;
  const last = conversation.lastFallbackAtMs;
  return resolution.answer.kind !== 'fallback' || last === undefined || nowMs - last >= FALLBACK_EVERY_MS;
}

/** The conversation after a turn. */
export function afterTurn(
  conversation: Conversation,
  resolution: Resolution,
  turn: { traceparent: string; answered: boolean; nowMs: number },
): Conversation {
  const fellBack = turn.answered && resolution.answer?.kind === 'fallback';
  return {
    subscriber: conversation.subscriber,
    sender: conversation.sender,
    lastTraceparent: turn.traceparent,
    lastProgram: programAfter(conversation, resolution),
    lastFallbackAtMs: fellBack ? turn.nowMs : conversation.lastFallbackAtMs,
    turns: conversation.turns + 1,
    ...(conversation.dialogue && { dialogue: conversation.dialogue }),
  };
}

/** What was left is no longer what the conversation is about: a second STOP then reaches everything. */
function programAfter({ lastProgram }: Conversation, { intent, program }: Resolution): string | undefined {
  if (intent === 'opt_out' || intent === 'unsubscribe') return undefined;
  return program ?? lastProgram;
}
