import { longestOf } from './longest.js';
import { span } from './span.builder.js';
import { traceTrees } from './trace-tree.js';

describe('where the time of a turn went', () => {
  test.each([
    [
      'a wait between works',
      [span('a', undefined, 0), span('wait', 'a', 10, { durationUs: 900 })],
      'wait',
      900,
    ],
    [
      'not what its children did meanwhile',
      [
        span('a', undefined, 0, { durationUs: 1000 }),
        span('b', 'a', 100, { durationUs: 300 }),
        span('c', 'a', 200, { durationUs: 700 }),
      ],
      'c',
      700,
    ],
    [
      'what nobody else did',
      [span('a', undefined, 0, { durationUs: 1000 }), span('b', 'a', 100, { durationUs: 300 })],
      'a',
      700,
    ],
    [
      'nothing of a child that goes on when its parent has ended',
      [span('a', undefined, 0, { durationUs: 1000 }), span('b', 'a', 900, { durationUs: 500 })],
      'a',
      900,
    ],
  ])('is %s', (_what, spans, name, ownUs) => {
    const longest = longestOf(traceTrees(spans)[0]!)!;
    expect([longest.span.name, longest.ownUs]).toEqual([name, ownUs]);
  });
});
