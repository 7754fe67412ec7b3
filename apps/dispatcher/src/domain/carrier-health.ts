import { retryClassOf, type Attempted } from './settle-send.js';

/** The least health: a carrier that fails is asked now and then, or nobody would see that it is back. */
export const LEAST_HEALTH = 0.05;
/** How much of full health comes back each second. */
export const MENDS_PER_S = 0.05;
/** What one attempt counts in the moving averages. */
const COUNTS = 0.1;
/** What was seen of a carrier is half forgotten after so long, ms. */
const HALF_FORGOTTEN_MS = 30_000;
/** Half of its attempts failed: the least health. */
const FALLS = 2;
/** An answer is slow that takes so many times as long as the quickest carrier's, and so many ms more. */
const SLOW_TIMES = 3;
const SLOW_MS = 500;

/** What one process has seen of a carrier. */
export interface CarrierHealth {
  /** `LEAST_HEALTH` to 1, at `atMs`; it mends from then on. */
  readonly health: number;
  /** Share of the attempts that failed, a moving average. */
  readonly failing: number;
  /** How long it takes to answer, ms, a moving average; undefined before its first answer. */
  readonly answerMs?: number;
  readonly atMs: number;
}

export const UNTRIED: CarrierHealth = { health: 1, failing: 0, atMs: 0 };

/** How well a carrier does at a moment: what was left of it, and more every second, up to 1. */
export function healthAt({ health, atMs }: CarrierHealth, nowMs: number): number {
  return Math.min(1, health + (MENDS_PER_S * Math.max(0, nowMs - atMs)) / 1000);
}

/** How long a carrier takes to answer, ms; what was seen long ago counts less and less. */
export function answerMsAt({ answerMs, atMs }: CarrierHealth, nowMs: number): number | undefined {
  return answerMs === undefined ? undefined : answerMs * remembered(nowMs - atMs);
}

/**
 * After an attempt. A failure takes health at once, the more the more of them failed lately; a success takes none and
 * gives none: only time mends, so that a carrier that is back gets its share little by little.
 * @param tookMs from the text handed over to the outcome
 */
export function noteAttempt(
  before: CarrierHealth,
  outcome: Attempted,
  tookMs: number,
  nowMs: number,
): CarrierHealth {
  const failure = failureOf(outcome);
  if (failure === undefined) return before;
  const past = before.failing * remembered(nowMs - before.atMs);
  const failing = past + COUNTS * (failure - past);
  const mended = healthAt(before, nowMs);
  const health = failure === 0 ? mended : Math.min(mended, Math.max(LEAST_HEALTH, 1 - FALLS * failing));
  const answered = outcome.kind !== 'failed'; // a connection that is refused says nothing of how quick answers are
  return {
    health,
    failing,
    answerMs: answered ? averaged(before, tookMs, nowMs) : before.answerMs,
    atMs: nowMs,
  };
}

/** Of `LEAST_HEALTH` to 1: how much of its share a carrier keeps beside one that answers in `quickestMs`. */
export function quicknessOf(answerMs: number | undefined, quickestMs: number | undefined): number {
  if (answerMs === undefined || quickestMs === undefined) return 1;
  const allowedMs = Math.max(SLOW_TIMES * quickestMs, quickestMs + SLOW_MS);
  return Math.min(1, Math.max(LEAST_HEALTH, allowedMs / Math.max(1, answerMs)));
}

/** 0 to 1, or undefined where an outcome says nothing of the carrier: nothing was tried. */
function failureOf(outcome: Attempted): number | undefined {
  switch (outcome.kind) {
    case 'submitted':
    case 'rejected': // its decision about this text
      return 0;
    case 'throttled':
      return 0.5;
    case 'unknown':
      return 1;
    case 'failed': {
      if (outcome.code === 'SEND_BY_PASSED' || outcome.code === 'ABORTED') return undefined;
      const kind = retryClassOf(outcome.code);
      return kind === 'throttled' || kind === 'limit' ? 0.5 : 1;
    }
  }
}

function averaged(before: CarrierHealth, tookMs: number, nowMs: number): number {
  const past = answerMsAt(before, nowMs);
  return past === undefined ? tookMs : past + COUNTS * (tookMs - past);
}

function remembered(ms: number): number {
  return 2 ** (-Math.max(0, ms) / HALF_FORGOTTEN_MS);
}
