/**
 * A time as carriers write it, ms since the epoch: ISO 8601 with an offset, written `+0000` by some. Undefined
 * where it is none: a time that cannot be read costs no text.
 */
export function isoInstant(value: unknown): number | undefined {
  if (typeof value !== 'string' || value.length > 40 || !/^\d{4}-\d\d-\d\dT/.test(value)) return undefined;
  const ms = Date.parse(value.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  return ms >= 0 ? ms : undefined;
}

/** Unix time in seconds, in digits; ms since the epoch. */
export function unixInstant(value: unknown): number | undefined {
  return typeof value === 'string' && /^\d{1,12}$/.test(value) ? Number(value) * 1_000 : undefined;
}
