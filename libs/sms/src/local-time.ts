/** Days as Parley writes them, in the order of `Date`'s. */
export const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type Day = (typeof DAYS)[number];

export interface LocalTime {
  readonly day: Day;
  /** Minutes since midnight, by the clock on the wall. */
  readonly minute: number;
  /** `2026-11-25` */
  readonly date: string;
}

// A memo of a pure function: a zone's format is costly to make.
const formats = new Map<string, Intl.DateTimeFormat | undefined>();

function formatOf(zone: string): Intl.DateTimeFormat | undefined {
  if (!formats.has(zone)) {
    let format: Intl.DateTimeFormat | undefined;
    try {
      format = new Intl.DateTimeFormat('en-US', {
        timeZone: zone,
        hourCycle: 'h23',
        weekday: 'short',
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
        hour: '2-digit',
        minute: '2-digit',
      });
    } catch {
      format = undefined;
    }
    if (formats.size > 1000) formats.clear();
    formats.set(zone, format);
  }
  return formats.get(zone);
}

/** Whether the name is an IANA time zone that is known here. */
export function isTimeZone(zone: string): boolean {
  return formatOf(zone) !== undefined;
}

/** The clock on the wall in a zone. Throws RangeError for a zone that does not exist. */
export function localTime(zone: string, ms: number): LocalTime {
  const format = formatOf(zone);
  if (!format) throw new RangeError('There is no such time zone.');
  const parts: Record<string, string> = {};
  for (const { type, value } of format.formatToParts(ms)) parts[type] = value;
  return {
    day: parts['weekday']!.toLowerCase() as Day,
    minute: Number(parts['hour']) * 60 + Number(parts['minute']),
    date: `${parts['year']}-${parts['month']}-${parts['day']}`,
  };
}
