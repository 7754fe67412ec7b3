import fc from 'fast-check';
import { durationMs } from './duration.js';

describe('a duration as parley.yaml writes it', () => {
  it.each([
    ['30 minutes', 30 * 60_000],
    ['1 minute', 60_000],
    ['90m', 90 * 60_000],
    ['36 hours', 36 * 3_600_000],
    ['2 days', 2 * 86_400_000],
    ['1w', 7 * 86_400_000],
    ['99999 weeks', 99_999 * 7 * 86_400_000],
  ])('is read: %s', (written, ms) => expect(durationMs(written)).toBe(ms));

  it.each(['', 'soon', '2', 'days', '0 days', '-1 day', '3 years', '5 seconds'])(
    'is none: "%s"',
    (written) => {
      expect(durationMs(written)).toBe(0);
    },
  );

  it('is as long in every way to write it', () => {
    const units = [
      ['m', 'minutes'],
      ['h', 'hours'],
      ['d', 'days'],
      ['w', 'weeks'],
    ] as const;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999 }), fc.constantFrom(...units), (count, [short, long]) => {
        expect(durationMs(`${count}${short}`)).toBe(durationMs(`${count} ${long}`));
        expect(durationMs(`${count} ${long}`)).toBeGreaterThan(0);
      }),
    );
  });
});
