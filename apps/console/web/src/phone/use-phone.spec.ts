import { bubblesOf } from './use-phone.js';

const got = (seq: number, from: string, at: number) => ({ seq, from, text: `reply ${seq}`, at });

describe('what a phone shows', () => {
  it('is what it and this sender said, in the order of time', () => {
    const bubbles = bubblesOf(
      [
        { at: 1_000, to: '12345', text: 'DISCOUNT' },
        { at: 1_500, to: '67890', text: 'JOIN' },
      ],
      [got(2, '67890', 1_700), got(1, '12345', 1_180)],
      '12345',
    );
    expect(bubbles.map(({ mine, text, afterMs }) => [mine, text, afterMs])).toEqual([
      [true, 'DISCOUNT', undefined],
      [false, 'reply 1', 180],
    ]);
  });

  it('does not take what comes much later for an answer', () => {
    const [, late] = bubblesOf([{ at: 0, to: '12345', text: 'HI' }], [got(1, '12345', 121_000)], '12345');
    expect(late).not.toHaveProperty('afterMs');
  });
});
