import { lastProgramAfter, type Resolution } from '@parley/intents';
import type { Dialogue } from './dialogue/dialogue.js';
import { afterAnswer, isLooping, type RecentAnswers } from './loop-guard.js';

/** Subscriber × sender: what the next turn has to know of the turns before. */
export interface Conversation {
  readonly subscriber: string;
  readonly sender: string;
  /** W3C trace context of the last MO; the next turn's span links to it. */
  readonly lastTraceparent?: string | undefined;
  /** The program that it was last about. */
  readonly lastProgram?: string | undefined;
  /** When the router last sent the sender's fallback text, ms since the epoch. */
  readonly lastFallbackAtMs?: number | undefined;
  /** What went out in the last minutes, for the loop guard; absent when nothing did. */
  readonly recentAnswers?: RecentAnswers | undefined;
  /** MOs so far. */
  readonly turns: number;
  /** What it is, or once was, in the middle of. */
  readonly dialogue?: Dialogue | undefined;
}

/**
 * Why an answer is not sent.
 * - `FALLBACK_LIMIT`: the fallback text was sent within 24 h.
 * - `LOOPING`: this very text was sent 20 times within 5 minutes, so that a machine seems to be answering.
 */
export type Unanswered = 'FALLBACK_LIMIT' | 'LOOPING';

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

/** Why what was resolved is not answered now; undefined where it is, or where there is nothing to say. */
export function whyUnanswered(
  conversation: Conversation,
  resolution: Resolution,
  nowMs: number,
): Unanswered | undefined {
  const said = saidBy(resolution);
  if (said === undefined) return undefined;
  const last = conversation.lastFallbackAtMs;
  if (resolution.answer?.kind === 'fallback' && last !== undefined && nowMs - last < FALLBACK_EVERY_MS)
    return 'FALLBACK_LIMIT';
  const recent = conversation.recentAnswers;
  return recent && isLooping(recent, said, nowMs) ? 'LOOPING' : undefined;
}

/**
 * The text that answers; a flow that begins says its own, and counts by its name. What is left to subscriptions is
 * counted and limited there: nobody knows here whether it will be said.
 */
function saidBy({ answer, flow }: Resolution): string | undefined {
  if (answer?.deferred) return undefined;
  return answer?.text ?? (flow === undefined ? undefined : `flow ${flow}`);
}

/** The conversation after a turn. */
export function afterTurn(
  conversation: Conversation,
  resolution: Resolution,
  turn: { traceparent: string; answered: boolean; nowMs: number },
): Conversation {
  const { answer } = resolution;
  const fellBack = turn.answered && answer?.kind === 'fallback' && !answer.deferred;
  return {
    subscriber: conversation.subscriber,
    sender: conversation.sender,
    lastTraceparent: turn.traceparent,
    lastProgram: lastProgramAfter(conversation.lastProgram, resolution),
    lastFallbackAtMs: fellBack ? turn.nowMs : conversation.lastFallbackAtMs,
    recentAnswers: answersAfter(conversation, resolution, turn),
    turns: conversation.turns + 1,
    ...(conversation.dialogue && { dialogue: conversation.dialogue }),
  };
}

function answersAfter(
  { recentAnswers }: Conversation,
  resolution: Resolution,
  { answered, nowMs }: { answered: boolean; nowMs: number },
): RecentAnswers | undefined {
  const said = saidBy(resolution);
  if (!answered || said === undefined) return recentAnswers;
  return afterAnswer(recentAnswers ?? [], said, nowMs);
}
