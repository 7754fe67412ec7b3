import { LEAST_HOLD_MS } from './throttle.js';

/** What an attempt came to, in the port's words. */
export type Attempted =
  | { readonly kind: 'submitted'; readonly carrierMessageId: string }
  | { readonly kind: 'rejected'; readonly code: string; readonly carrierCode?: string }
  | { readonly kind: 'throttled'; readonly retryAfterMs?: number }
  | { readonly kind: 'failed'; readonly code: string; readonly retryAfterMs?: number }
  | { readonly kind: 'unknown'; readonly code: string };

/** What follows from it. */
export type Settlement =
  | {
      readonly kind: 'done';
      readonly status: 'submitted' | 'rejected' | 'unknown' | 'expired';
      readonly code?: string;
      readonly carrierMessageId?: string;
    }
  | {
      readonly kind: 'retry';
      readonly afterMs: number;
      readonly code: string;
      /** The carrier asks to slow down: the sender is held for so long, and its pace halved. */
      readonly holdMs?: number;
    }
  /** It had not begun when its time had passed: back to the queue, as if it had never been claimed. */
  | { readonly kind: 'released' };

export interface AttemptContext {
  /** Attempts made so far, this one included: from 1. */
  readonly attempt: number;
  readonly nowMs: number;
  readonly expiresAtMs: number;
  readonly onUnknown: 'park' | 'resend';
  /** Another carrier of the sender may take it: it need not wait until this one is well again. */
  readonly elsewhere?: boolean;
  /** 0 to 1: spreads retries (±20%), drawn by the caller. */
  readonly jitter: number;
}

/**
 * When a text is tried again, by what stood in its way, in seconds; the last step repeats until the text expires.
 * - throttled: the carrier asked to slow down; at least a second, and its Retry-After where it gave one.
 * - connection: ours to it broke, which mostly heals at once.
 * - carrier: it says that it is out of service.
 * - account: a person has to act, so nothing is gained by hurrying.
 * - limit: a daily limit is used up; it is over tomorrow, or when somebody raises it.
 */
const LADDERS_S = {
  throttled: [1, 2, 4, 8, 15, 30, 60],
  connection: [1, 2, 5, 10, 30, 60, 300, 600],
  carrier: [1, 5, 10, 60, 300, 600, 1800],
  account: [60, 300, 600, 1800],
  limit: [600, 1800, 3600],
} as const;

export type RetryClass = keyof typeof LADDERS_S;

const CLASSES: Readonly<Record<string, RetryClass>> = {
  THROTTLED: 'throttled',
  QUEUE_FULL: 'throttled',
  DAILY_LIMIT: 'limit',
  CARRIER_DOWN: 'carrier',
  CONNECTION_FAILED: 'connection',
  ABORTED: 'connection',
  UNAUTHORISED: 'account',
  ACCOUNT_SUSPENDED: 'account',
  MISCONFIGURED: 'account',
};

/** The class of an error of the closed list that may be tried again; what has none is treated as a carrier's failure. */
export function retryClassOf(code: string): RetryClass {
  return CLASSES[code] ?? 'carrier';
}

/**
 * What to do after an attempt. Retries have a due time, never at once; a text past its validity is given up;
 * an unknown outcome is parked unless its publisher chose to risk a second copy (I3).
 */
export function settle(outcome: Attempted, context: AttemptContext): Settlement {
  switch (outcome.kind) {
    case 'submitted':
      return { kind: 'done', status: 'submitted', carrierMessageId: outcome.carrierMessageId };
    case 'rejected':
      return { kind: 'done', status: 'rejected', code: outcome.code };
    case 'unknown':
      if (context.onUnknown === 'park') return { kind: 'done', status: 'unknown', code: outcome.code };
      return later(outcome.code, 0, { ...context, elsewhere: false }); // this carrier may have taken it (I3)
    case 'throttled':
      return slower(later('THROTTLED', outcome.retryAfterMs ?? 0, context), outcome);
    case 'failed':
      if (outcome.code === 'SEND_BY_PASSED') return { kind: 'released' };
      // A full queue (0x14) says the same as 429 and 0x58.
      if (retryClassOf(outcome.code) === 'throttled')
        return slower(later(outcome.code, outcome.retryAfterMs ?? 0, context), outcome);
      return later(outcome.code, outcome.retryAfterMs ?? 0, context);
  }
}

function slower(next: Settlement, { retryAfterMs }: { readonly retryAfterMs?: number }): Settlement {
  return next.kind === 'retry' ? { ...next, holdMs: Math.max(LEAST_HOLD_MS, retryAfterMs ?? 0) } : next;
}

function later(code: string, atLeastMs: number, context: AttemptContext): Settlement {
  const { elsewhere = false } = context;
  const ladder = LADDERS_S[elsewhere ? 'connection' : retryClassOf(code)];
  const step = ladder[Math.min(context.attempt, ladder.length) - 1]!;
  const spread = step * 1000 * (0.8 + 0.4 * context.jitter);
  const afterMs = Math.round(Math.max(elsewhere ? 0 : atLeastMs, spread));
  if (context.nowMs + afterMs >= context.expiresAtMs) return { kind: 'done', status: 'expired', code };
  return { kind: 'retry', afterMs, code };
}
