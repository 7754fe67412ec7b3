import type { StoredSpan } from '@parley/persistence';
import { mtRefusals } from '@parley/sms';

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

/** `OPTED_OUT: The person opted out …`, without its full stop, or the code alone. */
export function meaningOf(code: string): string {
  const meaning = (mtRefusals as Readonly<Record<string, string>>)[code];
  return meaning === undefined ? code : `${code}: ${meaning.replace(/\.$/, '')}`;
}
