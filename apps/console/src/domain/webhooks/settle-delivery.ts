import { restS, retryDelayS } from './retry-delay.js';

/** Why an attempt failed; stays the same between releases. */
export type FailureCode =
  /** A 4xx that is none of the others: it does not want this. */
  | 'REFUSED'
  /** 410: it wants nothing any more. */
  | 'GONE'
  /** 408, 429, 5xx. */
  | 'BUSY'
  /** 3xx: none is followed. */
  | 'REDIRECTED'
  | 'TIMEOUT'
  | 'CONNECTION_FAILED'
  | 'NAME_UNKNOWN'
  | 'CERTIFICATE_INVALID'
  /** The address is not one that webhooks may go to. */
  | 'ADDRESS_REFUSED'
  | 'SECRET_MISSING';

export type Outcome =
  | { readonly ok: true; readonly status: number }
  | {
      readonly ok: false;
      readonly code: FailureCode;
      readonly status?: number | undefined;
      readonly retryAfterS?: number | undefined;
    };

/** What is known of a delivery, and of its endpoint, when its attempt ends. */
export interface Attempted {
  /** From 1. */
  readonly attempts: number;
  /** A test is tried once. */
  readonly test: boolean;
  /** Failures of the endpoint in a row before this one. */
  readonly failures: number;
  /** How long it has failed without one success, s; 0 when it has not. */
  readonly failingS: number;
}

export interface Settled {
  readonly state: 'delivered' | 'waiting' | 'failed';
  /** When waiting: until the next attempt, s. */
  readonly delayS: number;
  readonly code: FailureCode | undefined;
  readonly status: number | undefined;
  readonly endpoint: Standing;
}

/** How an endpoint stands after an attempt. */
export interface Standing {
  readonly well: boolean;
  readonly failures: number;
  /** Nothing goes to it for so long, s. */
  readonly restS: number;
  readonly disabled: boolean;
}

/** The endpoint itself is the trouble, whatever is sent to it. */
const AWAY: ReadonlySet<FailureCode> = new Set([
  'BUSY',
  'TIMEOUT',
  'CONNECTION_FAILED',
  'NAME_UNKNOWN',
  'CERTIFICATE_INVALID',
  'ADDRESS_REFUSED',
  'SECRET_MISSING',
]);
const MOST_RETRY_AFTER_S = 24 * 3600;

/** What becomes of a delivery and its endpoint. @param random 0 ≤ random < 1 */
export function settleDelivery(
  attempted: Attempted,
  outcome: Outcome,
  random: number,
  disableAfterS: number,
): Settled {
  if (outcome.ok) {
    const endpoint = { well: true, failures: 0, restS: 0, disabled: false };
    return { state: 'delivered', delayS: 0, code: undefined, status: outcome.status, endpoint };
  }
  const { code, status } = outcome;
  const asked = Math.min(outcome.retryAfterS ?? 0, MOST_RETRY_AFTER_S);
  const delay = attempted.test ? undefined : retryDelayS(attempted.attempts, random);
  return {
    state: delay === undefined ? 'failed' : 'waiting',
    delayS: Math.max(delay ?? 0, asked),
    code,
    status,
    endpoint: standingAfter(attempted, code, asked, disableAfterS),
  };
}

/** A test that fails tells its caller, and says nothing against the endpoint. */
function standingAfter(
  attempted: Attempted,
  code: FailureCode,
  asked: number,
  disableAfterS: number,
): Standing {
  const { test, failingS } = attempted;
  const failures = attempted.failures + (test ? 0 : 1);
  const rests = AWAY.has(code) && !test;
  return {
    well: false,
    failures,
    restS: rests ? Math.max(restS(failures), asked) : 0,
    disabled: !test && (code === 'GONE' || failingS >= disableAfterS),
  };
}

/** What an HTTP status means; 2xx alone is a success (Standard Webhooks). */
export function outcomeOf(status: number, retryAfterS: number | undefined): Outcome {
  if (status >= 200 && status < 300) return { ok: true, status };
  if (status < 400) return { ok: false, code: 'REDIRECTED', status };
  if (status === 410) return { ok: false, code: 'GONE', status };
  if (status >= 500 || status === 408 || status === 429)
    return { ok: false, code: 'BUSY', status, retryAfterS };
  return { ok: false, code: 'REFUSED', status };
}
