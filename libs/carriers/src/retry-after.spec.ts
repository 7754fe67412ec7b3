import { retryAfterMs } from './retry-after.js';

const now = Date.parse('2026-11-20T15:00:00.000Z');

describe('Retry-After', () => {
  it.each([
    ['7', 7_000],
    ['0', 0],
    ['1.5', 1_500],
    ['-3', 0],
    ['Fri, 20 Nov 2026 15:00:30 GMT', 30_000],
    ['Fri, 20 Nov 2026 14:00:00 GMT', 0],
    ['999999999', 86_400_000],
    ['soon', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%s is %s ms', (value, expected) => {
    expect(retryAfterMs(value, now)).toBe(expected);
  });
});
