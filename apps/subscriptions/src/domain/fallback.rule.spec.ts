import { FALLBACK_EVERY_MS, mayFallBack } from './fallback.rule.js';

const NOON = 1_763_640_000_000;

describe('the fallback text', () => {
  it.each([
    ['was never said', undefined, true],
    ['was said just now', NOON, false],
    ['was said a moment less than 24 hours ago', NOON - FALLBACK_EVERY_MS + 1, false],
    ['was said 24 hours ago', NOON - FALLBACK_EVERY_MS, true],
    ['was said by a clock that is ahead', NOON + 1000, false],
  ])('that %s', (_, saidAt, may) => {
    expect(mayFallBack(saidAt, NOON)).toBe(may);
  });
});
