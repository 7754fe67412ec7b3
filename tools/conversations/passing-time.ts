const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const UNITS: Readonly<Record<string, number>> = {
  second: SECOND,
  minute: MINUTE,
  hour: HOUR,
  day: DAY,
  week: 7 * DAY,
};

const PART = /^(\d+(?:\.\d+)?)\s*([a-z]+?)s?$/;

/** `+ 2 days`, `+ 29 days 23 hours`: how long, in ms; undefined where it is not understood. */
export function passingTime(written: string): number | undefined {
  const said = /^\+\s*(.+)$/.exec(written.trim().toLowerCase())?.[1];
  if (said === undefined) return undefined;
  let ms = 0;
  for (const part of said.split(/\s+and\s+|,\s*|(?<=[a-z])\s+/)) {
    const [, count, unit] = PART.exec(part.trim()) ?? [];
    const length = unit === undefined ? undefined : UNITS[unit];
    if (length === undefined) return undefined;
    ms += Math.round(Number(count) * length);
  }
  return ms > 0 ? ms : undefined;
}
