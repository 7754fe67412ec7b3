import { failure } from '../parley.error.js';

const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/**
 * The moment that `7d`, `12h`, `30m` before now is, or an instant such as 2026-11-20T15:00Z; ms since the epoch.
 *
 * @throws ParleyError USAGE
 */
export function sinceOf(written: string, nowMs: number): number {
  const [, amount, unit] = /^(\d{1,5})([mhd])$/.exec(written) ?? [];
  if (amount !== undefined) return nowMs - Number(amount) * UNITS[unit as keyof typeof UNITS];
  const instant = /^\d{4}-\d\d-\d\d/.test(written) ? Date.parse(written) : Number.NaN;
  if (Number.isNaN(instant)) {
    throw failure.usage(
      `--since takes a time such as 30m, 12h or 7d, or an instant such as 2026-11-20T15:00Z, not "${written}".`,
    );
  }
  return instant;
}
