import { lagOf } from './consumer-lag.js';

const held = new Set([0, 1]);
const ends = [
  { partition: 0, offset: '10', low: '2' },
  { partition: 1, offset: '7', low: '0' },
  { partition: 2, offset: '1000', low: '0' },
];

describe('the lag of a group member', () => {
  test.each([
    ['what is not committed, of the partitions held', [[0, 4], [1, 7]], 6], // prettier-ignore
    ['all that is kept, where nothing was committed', [[0, -1], [1, 7]], 8], // prettier-ignore
    ['never below zero: an end may be read before the commit', [[0, 12], [1, 9]], 0], // prettier-ignore
    ['all that is kept, for a group that is new', [], 15],
  ])('is %s', (_what, committed, lag) => {
    const offsets = committed.map(([partition, offset]) => ({
      partition: partition!,
      offset: String(offset),
    }));
    expect(lagOf(held, ends, offsets)).toBe(lag);
  });
});
