import type { StoredSpan } from '@parley/persistence';

/** Why a turn ended without a text: a stable code, and who said it. */
export interface Silence {
  readonly code: string;
  readonly service: string;
}

/** Attributes that say so, the most telling first. */
const REASONS = ['parley.code', 'parley.refusal', 'parley.consent.refusal', 'error.type'] as const;

/** The reason that a trace gives for no reply; undefined where it gives none. */
export function silenceOf(spans: readonly StoredSpan[]): Silence | undefined {
  for (const reason of REASONS) {
    for (const { attributes, service } of spans) {
      const code = attributes[reason];
      if (typeof code === 'string') return { code, service };
    }
  }
  return undefined;
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
