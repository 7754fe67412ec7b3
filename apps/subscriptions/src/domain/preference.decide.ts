import type { PreferenceConfigured, PreferenceRequested, PreferenceValue } from '@parley/contracts';
import { readPreferenceValue, type PreferenceFault } from '@parley/sms';

/** One thing that a subscriber told. */
export interface Told {
  readonly preference: string;
  /** Canonical: a choice or a text, a day as `2001-12-31`, a number. */
  readonly value: PreferenceValue;
  /** ms since the epoch. */
  readonly since: number;
}

/** All that a subscriber told; a list, as names may be `constructor`. */
export interface Preferences {
  /** Number of changes so far. */
  readonly version: number;
  readonly told: readonly Told[];
}

export const nothingTold: Preferences = Object.freeze({ version: 0, told: Object.freeze([]) });

/** `PREFERENCE_UNKNOWN`: parley.yaml declares none of that name. Forgetting it is allowed all the same. */
export type PreferenceRefusal = PreferenceFault | 'PREFERENCE_UNKNOWN';

export interface PreferenceDecision {
  /** The very same object when nothing changed. */
  readonly preferences: Preferences;
  /** What it is now; null: forgotten. Absent: nothing changed. */
  readonly changed?: PreferenceValue | null;
  readonly refusal?: PreferenceRefusal;
}

/** What comes of a request: a value that its type allows is kept, the same one again changes nothing. Pure. */
export function decidePreference(
  preferences: Preferences,
  request: Pick<PreferenceRequested, 'preference' | 'value'>,
  declared: PreferenceConfigured | undefined,
  country: string,
  now: number,
): PreferenceDecision {
  const { preference, value } = request;
  const before = preferences.told.find((each) => each.preference === preference);
  if (value === null) {
    if (before === undefined) return { preferences };
    const told = preferences.told.filter((each) => each !== before);
    return { preferences: { version: preferences.version + 1, told }, changed: null };
  }
  if (declared === undefined) return { preferences, refusal: 'PREFERENCE_UNKNOWN' };
  const reading = readPreferenceValue(declared, value, country);
  if (!reading.ok) return { preferences, refusal: reading.code };
  if (before?.value === reading.value) return { preferences };
  const after: Told = { preference, value: reading.value, since: now };
  const told = before
    ? preferences.told.map((each) => (each === before ? after : each))
    : [...preferences.told, after];
  return { preferences: { version: preferences.version + 1, told }, changed: reading.value };
}
