import { normalizeNumber } from '@parley/sms';
import { failure } from '../parley.error.js';

/** Numbers written without their country code are read as this country's (ISO 3166). */
const COUNTRY = 'US';

/**
 * A phone number in E.164.
 *
 * @throws ParleyError NUMBER_INVALID
 */
export function e164Of(number: string): string {
  const normalised = normalizeNumber(number, COUNTRY);
  if (!normalised.ok) throw failure.numberInvalid(number, normalised.code);
  return normalised.e164;
}
