import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clockOf, MovedClock, type Clock } from './clock.js';

const DAY = 24 * 60 * 60 * 1000;

describe('the clock', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-clock-'));
  const file = join(folder, 'clock');
  afterAll(() => rmSync(folder, { recursive: true }));

  /** How far ahead of the machine's time it is, in whole days. */
  const daysAhead = (clock: Clock): number => Math.round((clock.now() - Date.now()) / DAY) + 0;

  it('is the machine’s, unless a test moves it', () => {
    expect(clockOf({ HOST: '0.0.0.0', PARLEY_CLOCK_FILE: undefined })).not.toBeInstanceOf(MovedClock);
    expect(daysAhead(clockOf({ HOST: '0.0.0.0', PARLEY_CLOCK_FILE: undefined }))).toBe(0);
  });

  it('goes by the file from one look to the next', () => {
    const clock = clockOf({ HOST: '127.0.0.1', PARLEY_CLOCK_FILE: file });
    expect(daysAhead(clock)).toBe(0);
    writeFileSync(file, String(2 * DAY));
    expect(daysAhead(clock)).toBe(2);
    writeFileSync(file, 'no number');
    expect(daysAhead(clock)).toBe(0);
  });

  it('is never moved where others can reach the service', () => {
    expect(() => clockOf({ HOST: '0.0.0.0', PARLEY_CLOCK_FILE: file })).toThrow(/PARLEY_CLOCK_FILE.*HOST/);
  });
});
