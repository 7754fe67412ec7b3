import { retryClassOf, type Attempted } from './settle-send.js';

/** So long nothing goes by a number that is tried, and it counts as failing, ms. */
export const FAILS_AFTER_MS = 20_000;
/** So long after the last attempt it is tried again with what comes next, ms. */
export const TRIED_AGAIN_AFTER_MS = 60_000;

/** The carrier does not take texts from this number at all. */
const OF_THE_SENDER: ReadonlySet<string> = new Set(['INVALID_SENDER', 'UNREGISTERED']);
/** No attempt will fare better until a person has acted. */
const FOR_GOOD: ReadonlySet<string> = new Set([...OF_THE_SENDER, 'UNAUTHORISED', 'ACCOUNT_SUSPENDED']);
/** Classes of failures that are of the way to the carrier or of the account, and of no text. */
const OF_THE_WAY: ReadonlySet<string> = new Set(['connection', 'carrier', 'account']);

/**
 * What an attempt says of the number that it was made from: the code by which nothing goes by it, `well` where the
 * carrier took or judged the text, undefined where it says nothing.
 */
export function signOf(outcome: Attempted): { readonly code: string } | 'well' | undefined {
  switch (outcome.kind) {
    case 'submitted':
      return 'well';
    case 'rejected':
      return OF_THE_SENDER.has(outcome.code) ? { code: outcome.code } : 'well';
    case 'failed': {
      const { code } = outcome;
      if (code === 'SEND_BY_PASSED' || code === 'ABORTED') return undefined;
      return OF_THE_WAY.has(retryClassOf(code)) ? { code } : undefined;
    }
    default:
      return undefined;
  }
}

/** What is known of a number that nothing went by lately. */
export interface Failing {
  /** The first failure without anything taken since. */
  readonly sinceMs: number;
  readonly lastMs: number;
  /** Of the last one. */
  readonly code: string;
}

/**
 * Whether it counts as failing: at once where its only carrier said no to the account or the number, else after a while.
 */
export function isFailing(
  { sinceMs, lastMs, code }: Failing,
  nowMs: number,
  severalCarriers: boolean,
): boolean {
  const lasts = (FOR_GOOD.has(code) && !severalCarriers) || lastMs - sinceMs >= FAILS_AFTER_MS;
  return lasts && nowMs - lastMs < TRIED_AGAIN_AFTER_MS;
}
