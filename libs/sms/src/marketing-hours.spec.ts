import fc from 'fast-check';
import { localTime, type Day } from './local-time.js';
import { MARKETING_HOURS } from './marketing-hours.data.js';
import { MarketingHours, type HoursRow } from './marketing-hours.js';

const shipped = new MarketingHours();
const iso = (ms: number | undefined): string | undefined =>
  ms === undefined ? undefined : new Date(ms).toISOString().slice(0, 16);

function opening(region: string, zones: string, from: string, hours = shipped): (string | undefined)[] {
  const found = hours.opening(
    { zones: zones.split(' '), region, country: 'US' },
    Date.parse(`${from}:00.000Z`),
  );
  return [iso(found?.atMs), iso(found?.untilMs)];
}

const NY = 'America/New_York';
const FLORIDA = 'America/Chicago America/New_York';

describe('the hours of marketing', () => {
  // 2026-11-25 is a Wednesday; New York is at UTC-5, Chicago at UTC-6 then.
  it.each([
    [
      'at noon: at once, until 21:00',
      'US-NY',
      NY,
      '2026-11-25T17:00',
      '2026-11-25T17:00',
      '2026-11-26T02:00',
    ],
    ['at night: in the morning', 'US-NY', NY, '2026-11-26T03:00', '2026-11-26T13:00', '2026-11-27T02:00'],
    ['at 20:59: at once', 'US-NY', NY, '2026-11-26T01:59', '2026-11-26T01:59', '2026-11-26T02:00'],
    ['at 21:00: in the morning', 'US-NY', NY, '2026-11-26T02:00', '2026-11-26T13:00', '2026-11-27T02:00'],
    ['Florida closes at 20:00', 'US-FL', NY, '2026-11-26T01:00', '2026-11-26T13:00', '2026-11-27T01:00'],
    [
      'two zones: the later opens, the earlier closes',
      'US-FL',
      FLORIDA,
      '2026-11-26T06:00',
      '2026-11-26T14:00',
      '2026-11-27T01:00',
    ],
    ['Connecticut from 9:00', 'US-CT', NY, '2026-11-25T13:30', '2026-11-25T14:00', '2026-11-26T01:00'],
    ['Rhode Island closes at 18:00', 'US-RI', NY, '2026-11-25T23:00', '2026-11-26T14:00', '2026-11-26T23:00'],
    ['Rhode Island on Saturday', 'US-RI', NY, '2026-11-28T14:00', '2026-11-28T15:00', '2026-11-28T22:00'],
    [
      'Texas on Sunday from noon',
      'US-TX',
      'America/Chicago',
      '2026-11-29T15:00',
      '2026-11-29T18:00',
      '2026-11-30T03:00',
    ],
    [
      'Alabama not on Sunday',
      'US-AL',
      'America/Chicago',
      '2026-11-29T15:00',
      '2026-11-30T14:00',
      '2026-12-01T03:00',
    ],
    [
      'Mississippi not on Saturday night',
      'US-MS',
      'America/Chicago',
      '2026-11-29T02:30',
      '2026-11-30T14:00',
      '2026-12-01T02:00',
    ],
    [
      'a state without rows: its country',
      'US-CA',
      'America/Los_Angeles',
      '2026-11-25T15:00',
      '2026-11-25T16:00',
      '2026-11-26T05:00',
    ],
    [
      'the clocks go back: 8:00 is an hour later',
      'US-NY',
      NY,
      '2026-11-01T04:00',
      '2026-11-01T13:00',
      '2026-11-02T02:00',
    ],
    [
      'the clocks go forward: 8:00 is an hour sooner',
      'US-NY',
      NY,
      '2026-03-08T05:00',
      '2026-03-08T12:00',
      '2026-03-09T01:00',
    ],
  ])('%s', (_what, region, zones, from, at, until) => {
    expect(opening(region, zones, from)).toEqual([at, until]);
  });

  it('are a sender\u2019s own where it has rows for a region, and for no other', () => {
    const own = new MarketingHours([
      { region: 'US-FL', days: ['mon'], from: '10:00', until: '11:00' },
      { region: 'US', from: '00:00', until: '24:00' },
    ]);
    expect(opening('US-FL', NY, '2026-11-25T17:00', own)).toEqual(['2026-11-30T15:00', '2026-11-30T16:00']);
    expect(opening('US-NY', NY, '2026-11-26T06:00', own)[0]).toBe('2026-11-26T06:00');
    expect(opening('US-TX', 'America/Chicago', '2026-11-29T15:00', own)[0]).toBe('2026-11-29T18:00');
  });

  it('close for the minutes that clocks which are put back show again', () => {
    const own = new MarketingHours([{ region: 'DE', from: '02:05', until: '04:05' }]);
    const closes = opening('DE', 'Europe/Berlin', '2026-10-25T00:59', own);
    expect(closes).toEqual(['2026-10-25T00:59', '2026-10-25T01:00']);
  });

  it('never open where no zone is known, or where zones never agree', () => {
    expect(shipped.opening({ zones: [], country: 'US' }, 0)).toBeUndefined();
    const short = new MarketingHours([{ region: '*', from: '08:00', until: '09:00' }]);
    expect(short.opening({ zones: ['Asia/Tokyo', 'America/New_York'] }, 0)).toBeUndefined();
  });

  it('keep the second that was asked about when it is open', () => {
    const at = Date.parse('2026-11-25T17:00:12.345Z');
    expect(shipped.opening({ zones: [NY], country: 'US' }, at)?.atMs).toBe(at);
  });

  it('open at the first minute that is open on every wall: as a search minute by minute finds it', () => {
    const zone = fc.constantFrom(
      NY,
      'America/Los_Angeles',
      'Europe/Berlin',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
    );
    const time = fc.integer({ min: 0, max: 287 }).map((slot) => slot * 5);
    const row = fc.tuple(time, time).map(([a, b]): HoursRow => {
      const [from, until] = [Math.min(a, b), Math.max(a, b) + 5];
      return { region: '*', from: hhmm(from), until: hhmm(until) };
    });
    // Two days around each change of the clocks in 2026, and any others.
    const changes = [
      '2026-03-08T07:00Z',
      '2026-11-01T06:00Z',
      '2026-03-29T01:00Z',
      '2026-10-25T01:00Z',
      '2026-04-04T15:00Z',
    ];
    const start = fc
      .tuple(fc.constantFrom(...changes), fc.integer({ min: -1440, max: 600 }))
      .map(([at, minutes]) => Date.parse(at) + minutes * 60_000);
    const property = fc.property(
      fc.array(zone, { minLength: 1, maxLength: 2 }),
      row,
      start,
      (zones, hours, from) => {
        const found = new MarketingHours([hours]).opening({ zones }, from);
        const searched = byMinute(hours, zones, from);
        if (searched === undefined)
          return expect((found?.atMs ?? Infinity) - from).toBeGreaterThanOrEqual(SEARCHED_MS);
        expect([iso(found?.atMs), iso(found?.untilMs)]).toEqual(searched);
      },
    );
    fc.assert(property, { numRuns: 60 });
  });
});

function hhmm(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

const SEARCHED_MS = 3 * 86_400_000;

/** Undefined when it opens on none of the next days. */
function byMinute(row: HoursRow, zones: readonly string[], fromMs: number): string[] | undefined {
  const open = (ms: number): boolean =>
    zones.every((zone) => {
      const now = hhmm(localTime(zone, ms).minute);
      return now >= row.from && now < row.until;
    });
  const most = fromMs + SEARCHED_MS;
  let at = fromMs;
  while (!open(at) && at < most) at += 60_000;
  if (at >= most) return undefined;
  let until = at;
  while (open(until) && until < most) until += 60_000;
  return [iso(at)!, until >= most ? (expect.any(String) as string) : iso(until)!];
}

describe('the rows that Parley ships', () => {
  it('are times of day in order, of days that exist', () => {
    const days: Day[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
    for (const { region, from, until, days: of = days } of MARKETING_HOURS) {
      expect(region).toMatch(/^(\*|US|US-[A-Z]{2})$/);
      expect(from < until).toBe(true);
      expect(of.every((day) => days.includes(day))).toBe(true);
    }
  });

  it('are nowhere wider than those of the nation', () => {
    for (const { from, until } of MARKETING_HOURS)
      expect([from >= '08:00', until <= '21:00']).toEqual([true, true]);
  });
});
