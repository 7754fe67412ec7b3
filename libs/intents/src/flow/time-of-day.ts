interface Hours {
  readonly from: string;
  readonly until: string;
  readonly days?: readonly string[] | undefined;
  readonly zone: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Whether it is that time there; hours over midnight belong to the day on which they began. */
export function isWithin({ from, until, days, zone }: Hours, nowMs: number): boolean {
  const now = clockOf(zone, nowMs);
  if (now === undefined) return false;
  const overMidnight = until < from;
  const inside = overMidnight ? now.time >= from || now.time < until : now.time >= from && now.time < until;
  if (!inside || days === undefined) return inside;
  const began = overMidnight && now.time < until ? clockOf(zone, nowMs - 86_400_000)?.day : now.day;
  return began !== undefined && days.includes(began);
}

/** True for a zone that the platform knows (IANA). */
export function isZone(zone: string): boolean {
  return formatOf(zone) !== undefined;
}

function clockOf(zone: string, nowMs: number): { day: string; time: string } | undefined {
  const parts = formatOf(zone)?.formatToParts(nowMs);
  if (parts === undefined) return undefined;
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '';
  return { day: part('weekday').toLowerCase(), time: `${part('hour')}:${part('minute')}` };
}

function formatOf(zone: string): Intl.DateTimeFormat | undefined {
  const known = formats.get(zone);
  if (known) return known;
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(zone, format);
    return format;
  } catch {
    return undefined;
  }
}
