import { passingTime } from './passing-time.js';

const HOUR = 3_600_000;

describe('time that passes', () => {
  it.each([
    ['+ 2 days', 48 * HOUR],
    ['+1 day', 24 * HOUR],
    ['+ 1 week', 168 * HOUR],
    ['+ 90 minutes', 1.5 * HOUR],
    ['+ 1.5 hours', 1.5 * HOUR],
    ['+ 10 seconds', 10_000],
    ['+ 29 days 23 hours', 719 * HOUR],
    ['+ 1 day and 1 hour', 25 * HOUR],
    ['+ 1 day, 1 hour', 25 * HOUR],
    ['+ 2 Days', 48 * HOUR],
  ])('%s', (written, ms) => expect(passingTime(written)).toBe(ms));

  it.each(['2 days', '+ two days', '+ 2 moons', '+', '', '+ 0 days', '+14155550101', '+ 2', 'in 2 days'])(
    '%j is none',
    (written) => expect(passingTime(written)).toBeUndefined(),
  );
});
