import { normalizeNumber } from './phone-number.js';

export type SenderKind = 'short_code' | 'number' | 'alphanumeric';

export type NormalizedSender =
  | { readonly ok: true; readonly sender: string; readonly kind: SenderKind }
  | { readonly ok: false; readonly code: 'SENDER_MALFORMED'; readonly message: string };

const SHORT_CODE = /^\d{3,8}$/;
const DIGITS = /^\d{9,15}$/;
// 3GPP TS 23.040 §9.1.2.5: an alphanumeric address holds 11 septets.
const ALPHANUMERIC = /^(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}$/;

/**
 * One form for each of our own addresses: a short code (3–8 digits), a number (E.164; carriers that leave the
 * plus sign out are understood, as they write the calling code), or an alphanumeric sender id (≤ 11 characters,
 * letter case kept). Never throws.
 */
export function normalizeSender(raw: string): NormalizedSender {
  const written = raw.length > 64 ? '' : raw.trim();
  if (SHORT_CODE.test(written)) return { ok: true, sender: written, kind: 'short_code' };
  if (ALPHANUMERIC.test(written)) return { ok: true, sender: written, kind: 'alphanumeric' };
  const international = DIGITS.test(written) ? `+${written}` : written;
  const number = international.startsWith('+') ? normalizeNumber(international, '') : undefined;
  if (number?.ok) return { ok: true, sender: number.e164, kind: 'number' };
  return MALFORMED;
}

const MALFORMED: NormalizedSender = Object.freeze({
  ok: false,
  code: 'SENDER_MALFORMED',
  message:
    'The sender is neither a short code (3-8 digits), nor E.164, nor at most 11 letters, digits and spaces; correct it.',
});
