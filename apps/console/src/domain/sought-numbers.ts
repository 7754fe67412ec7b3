import { normalizeNumber } from '@parley/sms';

/**
 * The whole numbers, E.164, that somebody who looks for one may mean: as it is written, and, without a country code, that of
 * each country where our senders are.
 *
 * @param countries ISO 3166
 */
export function soughtNumbers(typed: string, countries: Iterable<string>): string[] {
  const digits = typed.replace(/\D/g, '');
  const asWritten = `+${digits.replace(/^00/, '')}`;
  if (typed.trimStart().startsWith('+') || digits.startsWith('00')) return [asWritten];
  const local = [...countries].flatMap((country) => {
    const number = normalizeNumber(typed, country);
    return number.ok ? [number.e164] : [];
  });
  return [...new Set([asWritten, ...local])];
}
