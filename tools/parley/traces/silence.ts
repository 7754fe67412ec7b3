import type { StoredSpan } from '@parley/persistence';

/** Why a turn ended without a text: a stable code, and who said it. */
export interface Silence {
  readonly code: string;
  readonly service: string;
}

/** Attributes that say so, the most telling first. */
const REASONS = ['parley.code', 'parley.refusal', 'parley.consent.refusal', 'error.type'] as const;

/** How an attempt ends after which the text is tried again. */
const GOES_ON: ReadonlySet<unknown> = new Set(['throttled', 'failed', 'not begun']);

/** The reason that a trace gives for no reply; undefined where it gives none, or where the text is tried again. */
export function silenceOf(spans: readonly StoredSpan[]): Silence | undefined {
  const ended = spans.filter(({ attributes }) => !goesOn(attributes));
  for (const reason of REASONS) {
    for (const { attributes, service } of ended) {
      const code = attributes[reason];
      if (typeof code === 'string') return { code, service };
    }
  }
  return undefined;
}

function goesOn(attributes: StoredSpan['attributes']): boolean {
  if (attributes['parley.wait'] === 'retry') return true; // the wait for quiet hours is another: that is hours away
  return GOES_ON.has(attributes['parley.mt.outcome']);
}

/** What a code means to a person. */
const MEANINGS: Readonly<Record<string, string>> = {
  OPTED_OUT: 'this number has opted out; START lets texts through again',
  NO_CONSENT: 'this number has not joined the program that the text belongs to',
  EXPIRED: 'its time had passed',
  QUIET_HOURS: 'it is night where this number is',
  UNKNOWN_SENDER: 'parley.yaml has no such sender',
};

/** `OPTED_OUT: this number has opted out …`, or the code alone. */
export function meaningOf(code: string): string {
  const meaning = MEANINGS[code];
  return meaning === undefined ? code : `${code}: ${meaning}`;
}
