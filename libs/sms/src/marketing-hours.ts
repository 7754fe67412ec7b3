import { localTime, type Day } from './local-time.js';
import { MARKETING_HOURS } from './marketing-hours.data.js';

/** When marketing may go to people of a region: `US-FL`, a country, or `*`. */
export interface HoursRow {
  readonly region: string;
  /** All days when absent; a day in no row of its region is closed. */
  readonly days?: readonly Day[];
  /** `08:00` */
  readonly from: string;
  /** Not this minute any more; `24:00` at most. */
  readonly until: string;
}

/** Where a person may be. */
export interface Place {
  /** IANA: all the zones that they may live in. */
  readonly zones: readonly string[];
  /** ISO 3166 */
  readonly country?: string;
  /** ISO 3166-2 */
  readonly region?: string;
}

export interface Opening {
  /** The first moment, from the one that was asked about, at which it is open in all zones; ms since the epoch. */
  readonly atMs: number;
  /** When it is closed again in one of them. */
  readonly untilMs: number;
}

const MINUTE = 60_000;
const QUARTER = 15;
/** Clocks are put forward by an hour at most; what is nearer is gone in steps that cannot pass a change. */
const NEAR = 60;
/** Hours that do not open within so many days never do. */
const LONGEST_DAYS = 15;

/** The hours of one sender: Parley's, and in a region that the sender names its own. */
export class MarketingHours {
  private readonly rows = new Map<string, HoursRow[]>();
  private readonly known = new Map<string, Opening | undefined>();

  constructor(own: readonly HoursRow[] = []) {
    const replaced = new Set(own.map(({ region }) => region));
    for (const row of [...MARKETING_HOURS.filter(({ region }) => !replaced.has(region)), ...own]) {
      const rows = this.rows.get(row.region);
      if (rows) rows.push(row);
      else this.rows.set(row.region, [row]);
    }
  }

  /**
   * The next hours, from a moment on, in which marketing may go to a person; DST is the zone's own. Who may live in
   * several zones gets it when it is open in all of them. Nothing is known to be open where no zone is known.
   *
   * @returns undefined when it never opens
   */
  opening(place: Place, fromMs: number): Opening | undefined {
    const rows = this.rowsOf(place);
    const startMs = Math.floor(fromMs / MINUTE) * MINUTE;
    const key = `${rows[0]?.region ?? ''} ${place.zones.join(' ')} ${startMs}`;
    if (!this.known.has(key)) {
      if (this.known.size > 10_000) this.known.clear();
      this.known.set(key, find(rows, place.zones, startMs));
    }
    const found = this.known.get(key);
    return found && { ...found, atMs: Math.max(found.atMs, fromMs) };
  }

  private rowsOf({ region, country }: Place): readonly HoursRow[] {
    for (const name of [region, country, '*']) {
      const rows = name === undefined ? undefined : this.rows.get(name);
      if (rows) return rows;
    }
    return [];
  }
}

function find(rows: readonly HoursRow[], zones: readonly string[], startMs: number): Opening | undefined {
  if (zones.length === 0) return undefined;
  const endMs = startMs + LONGEST_DAYS * 1440 * MINUTE;
  let atMs = startMs;
  for (let closed = true; closed && atMs < endMs;) {
    closed = false;
    for (const zone of zones) {
      const wait = minutesUntil(rows, zone, atMs, true);
      if (wait === 0) continue;
      atMs += stepOf(wait, atMs, [zone]) * MINUTE;
      closed = true;
    }
  }
  if (atMs >= endMs) return undefined;
  let untilMs = atMs;
  while (untilMs < endMs) {
    const left = Math.min(...zones.map((zone) => minutesUntil(rows, zone, untilMs, false)));
    if (left === 0) break;
    untilMs += stepOf(left, untilMs, zones) * MINUTE;
  }
  return { atMs, untilMs };
}

/**
 * How far to go towards a time on the wall: never past a change of the clocks, which come at whole quarters. Put back,
 * they may close what was open for a moment in the middle of a step.
 */
function stepOf(minutes: number, atMs: number, zones: readonly string[]): number {
  const far = minutes - NEAR;
  if (far > 0 && zones.every((zone) => movesOn(zone, atMs, far))) return far;
  return Math.min(minutes, QUARTER - (Math.floor(atMs / MINUTE) % QUARTER));
}

/** Whether a zone's clock shows so many minutes more after as many. */
function movesOn(zone: string, atMs: number, minutes: number): boolean {
  const [now, then] = [localTime(zone, atMs), localTime(zone, atMs + minutes * MINUTE)];
  return (now.minute + minutes - then.minute) % 1440 === 0;
}

/** Minutes on the wall until it opens (or closes) in a zone; 0 when it is so, midnight at most. */
function minutesUntil(rows: readonly HoursRow[], zone: string, ms: number, opens: boolean): number {
  const { day, minute } = localTime(zone, ms);
  let next = 1440;
  let open = false;
  for (const row of rows) {
    if (row.days && !row.days.includes(day)) continue;
    const [from, until] = [minuteOf(row.from), minuteOf(row.until)];
    if (minute >= from && minute < until) {
      open = true;
      if (!opens) next = Math.min(next, until);
    } else if (opens && minute < from && from < until) next = Math.min(next, from);
  }
  return open === opens ? 0 : next - minute;
}

function minuteOf(time: string): number {
  const [hours = '0', minutes = '0'] = time.split(':');
  return Number(hours) * 60 + Number(minutes);
}
