import {
  isSupportedCountry,
  ParseError,
  parsePhoneNumberFromString,
  parsePhoneNumberWithError,
} from 'libphonenumber-js/max';

export type NumberErrorCode =
  /** Not a phone number at all, or one with letters or an extension around it. */
  | 'NUMBER_MALFORMED'
  /** Its calling code, or the default country, is not in the numbering plans. */
  | 'NUMBER_COUNTRY_UNKNOWN'
  /** No number of its country has this many digits. */
  | 'NUMBER_LENGTH_IMPOSSIBLE';

export type NormalizedNumber =
  | { readonly ok: true; readonly e164: string }
  | { readonly ok: false; readonly code: NumberErrorCode; readonly message: string };

// The North American plan has one length and area codes from 2 to 9, so its E.164 form needs no parsing.
const NANP = /^\+1[2-9]\d{9}$/;
const E164 = /^\+[1-9]\d{6,14}$/;
const LONGEST_WRITTEN = 64;
const CACHE_SIZE = 4096;

/** The country that most numbers of a shared calling code are of. */
const LARGEST: Readonly<Record<string, string>> = {
  ...{ '7': 'RU', '39': 'IT', '44': 'GB', '47': 'NO', '61': 'AU', '212': 'MA', '262': 'RE', '290': 'SH' },
  ...{ '358': 'FI', '590': 'GP', '599': 'CW' },
};

// A memo of a pure function: emptied when full, so that it stays small whatever is sent.
const cache = new Map<string, NormalizedNumber>();

/**
 * The E.164 form of a number as people or carriers write it: `(415) 555-0101`, `00 44 7700 900123`, `+14155550101`.
 * Without `+` or an international prefix it is read as a number of `defaultCountry` (ISO 3166 alpha-2).
 * A number has to be possible (as long as its country's numbers are), not assigned: the fictional ranges pass.
 * Never throws; the messages never hold the number. Millions/s in the North American plan, about 40,000/s elsewhere.
 */
export function normalizeNumber(raw: string, defaultCountry: string): NormalizedNumber {
  if (NANP.test(raw)) return { ok: true, e164: raw };
  if (raw.length > LONGEST_WRITTEN) return MALFORMED;
  const key = defaultCountry + raw;
  const known = cache.get(key);
  if (known) return known;
  const normalized = parse(raw, defaultCountry);
  if (cache.size >= CACHE_SIZE) cache.clear();
  cache.set(key, normalized);
  return normalized;
}

function parse(raw: string, defaultCountry: string): NormalizedNumber {
  const known = isSupportedCountry(defaultCountry);
  if (!known && !raw.trimStart().startsWith('+')) return COUNTRY_UNKNOWN;
  try {
    const number = parsePhoneNumberWithError(raw.trim(), {
      ...(known && { defaultCountry }),
      extract: false,
    });
    const e164: string = number.number;
    if (number.ext !== undefined) return MALFORMED;
    if (!number.isPossible() || !E164.test(e164)) return LENGTH_IMPOSSIBLE;
    // Where reading the result again would strip another trunk prefix, no reading is to be trusted.
    if (e164 !== raw && parsePhoneNumberWithError(e164).number !== e164) return MALFORMED;
    return { ok: true, e164 };
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return BY_PARSE_ERROR[error.message] ?? MALFORMED;
  }
}

/**
 * The country of a number whose calling code several share, by their numbering plans; where no plan has the number,
 * the largest of them. ISO 3166 alpha-2; about 40,000/s.
 */
export function countryByPlan(e164: string, callingCode: string): string | undefined {
  const country = parsePhoneNumberFromString(e164)?.country;
  return country ?? LARGEST[callingCode];
}

const MALFORMED = refusal(
  'NUMBER_MALFORMED',
  'The number is not a phone number; write it in E.164, as +14155550101.',
);
const COUNTRY_UNKNOWN = refusal(
  'NUMBER_COUNTRY_UNKNOWN',
  "The number's country is not known; begin the number with + and its calling code.",
);
const LENGTH_IMPOSSIBLE = refusal(
  'NUMBER_LENGTH_IMPOSSIBLE',
  'The number has too few or too many digits for its country; check it against E.164.',
);
const BY_PARSE_ERROR: Readonly<Record<string, NormalizedNumber>> = {
  NOT_A_NUMBER: MALFORMED,
  INVALID_COUNTRY: COUNTRY_UNKNOWN,
  TOO_SHORT: LENGTH_IMPOSSIBLE,
  TOO_LONG: LENGTH_IMPOSSIBLE,
};

function refusal(code: NumberErrorCode, message: string): NormalizedNumber {
  return Object.freeze({ ok: false, code, message });
}
