import { readDate } from './calendar-date.js';
import { normalizeForMatching } from './matching.js';

/** What a preference takes, as `config.preference` says it. */
export interface PreferenceShape {
  readonly type: 'choice' | 'text' | 'date' | 'number';
  readonly choices?: readonly { readonly value: string; readonly words: readonly string[] }[] | undefined;
  /** In characters. */
  readonly maxLength?: number | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly integer?: boolean | undefined;
}

export type PreferenceFault =
  | 'PREFERENCE_CHOICE_UNKNOWN'
  | 'PREFERENCE_TEXT_EMPTY'
  | 'PREFERENCE_TEXT_TOO_LONG'
  | 'PREFERENCE_DATE_UNREADABLE'
  | 'PREFERENCE_NUMBER_UNREADABLE'
  | 'PREFERENCE_NUMBER_NOT_WHOLE'
  | 'PREFERENCE_NUMBER_OUT_OF_RANGE';

export type PreferenceReading =
  | { readonly ok: true; readonly value: string | number }
  | { readonly ok: false; readonly code: PreferenceFault; readonly message: string };

/** How long a text may be where the preference does not say it, in characters. */
export const TEXT_LENGTH = 160;

/** Countries that write `1,234.5`; most others write `1.234,5` (CLDR). */
const DECIMAL_POINT = new Set(
  'US PR GU AS MP VI UM GB IE CA AU NZ IN PK BD LK PH SG MY HK JP KR CN TW TH IL MX GT HN NI SV DO PA NG KE GH UG TZ ZW CH LI'.split(
    ' ',
  ),
);

/**
 * What somebody wrote, or a service sent, as the canonical value of a preference: the choice as declared, a
 * text without outer space, a day as `2001-12-31`, a number. `country` (ISO 3166) reads dates and numbers.
 * Canonical values are read as themselves. The messages never hold the value. Never throws.
 */
export function readPreferenceValue(
  shape: PreferenceShape,
  given: string | number,
  country: string,
): PreferenceReading {
  switch (shape.type) {
    case 'choice':
      return choice(shape, String(given));
    case 'text':
      return text(shape, String(given));
    case 'date':
      return date(String(given), country);
    case 'number':
      return number(shape, typeof given === 'number' ? given : numberOf(given, country));
  }
}

function choice({ choices = [] }: PreferenceShape, given: string): PreferenceReading {
  const form = normalizeForMatching(given);
  const found = choices.find(({ value, words }) =>
    [value, ...words].some((word) => normalizeForMatching(word) === form),
  );
  if (found !== undefined) return { ok: true, value: found.value };
  const allowed = choices.map(({ value }) => value).join(', ');
  return fault('PREFERENCE_CHOICE_UNKNOWN', `That is none of its choices; give one of ${allowed}.`);
}

function text({ maxLength = TEXT_LENGTH }: PreferenceShape, given: string): PreferenceReading {
  const value = given.trim();
  if (value === '') return fault('PREFERENCE_TEXT_EMPTY', 'The text is empty; give at least one character.');
  if ([...value].length <= maxLength) return { ok: true, value };
  return fault('PREFERENCE_TEXT_TOO_LONG', `The text is too long; give at most ${maxLength} characters.`);
}

function date(given: string, country: string): PreferenceReading {
  const value = readDate(given, country);
  if (value !== undefined) return { ok: true, value };
  return fault('PREFERENCE_DATE_UNREADABLE', 'That is not one day of the calendar; write it as 2001-12-31.');
}

function number(shape: PreferenceShape, value: number | undefined): PreferenceReading {
  const { minimum = -Infinity, maximum = Infinity, integer } = shape;
  if (value === undefined || !Number.isFinite(value)) {
    return fault('PREFERENCE_NUMBER_UNREADABLE', 'That is no number; write it in digits.');
  }
  if (integer && !Number.isInteger(value)) {
    return fault('PREFERENCE_NUMBER_NOT_WHOLE', 'That is not a whole number; leave the fraction out.');
  }
  if (value >= minimum && value <= maximum) return { ok: true, value: value + 0 };
  const bounds = [
    minimum === -Infinity ? '' : `at least ${minimum}`,
    maximum === Infinity ? '' : `at most ${maximum}`,
  ];
  const allowed = bounds.filter((bound) => bound !== '').join(' and ');
  return fault('PREFERENCE_NUMBER_OUT_OF_RANGE', `The number is out of its range; give ${allowed}.`);
}

/**
 * A number as it is written in a country. A single mark before exactly three digits groups or parts as it does
 * there; anywhere else it can only part the fraction.
 */
function numberOf(given: string, country: string): number | undefined {
  const written = given
    .normalize('NFKC')
    .trim()
    .replace(/[\u2212\u2013]/, '-')
    .replace(/(?<=\d)[ \u00a0'’](?=\d{3}(\D|$))/g, '');
  if (written.length > 24) return undefined;
  const point = DECIMAL_POINT.has(country);
  const [group, part] = point ? [',', '.'] : ['.', ','];
  const grouped = new RegExp(String.raw`^[+-]?\d{1,3}([${group}]\d{3})+([${part}]\d+)?$`);
  if (grouped.test(written)) return Number(written.replaceAll(group, '').replace(part, '.'));
  return /^[+-]?\d+([.,]\d+)?$/.test(written) ? Number(written.replace(',', '.')) : undefined;
}

function fault(code: PreferenceFault, message: string): PreferenceReading {
  return { ok: false, code, message };
}
