import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { keepsConversation } from './sampling.js';

const ids = Array.from({ length: 20_000 }, (_, i) =>
  createHmac('sha256', 'pepper').update(String(i)).digest('hex').slice(0, 32),
);

/** Four standard deviations of a share of n draws. */
function tolerance(ratio: number, n: number): number {
  return 4 * Math.sqrt((ratio * (1 - ratio)) / n);
}

describe('sampling by conversation', () => {
  it.each([0.01, 0.05, 0.1, 0.5, 0.9])('keeps the share it is told: %p', (ratio) => {
    const kept = ids.filter((id) => keepsConversation(id, ratio)).length / ids.length;
    expect(Math.abs(kept - ratio)).toBeLessThan(tolerance(ratio, ids.length));
  });

  it('keeps nothing at 0 and everything at 1', () => {
    const extremes = ['0'.repeat(32), 'f'.repeat(32), ...ids];
    expect(extremes.some((id) => keepsConversation(id, 0))).toBe(false);
    expect(extremes.every((id) => keepsConversation(id, 1))).toBe(true);
  });

  it('keeps at a higher ratio whatever it keeps at a lower one', () => {
    const ratio = fc.double({ min: 0, max: 1, noNaN: true });
    const id = fc
      .uint8Array({ minLength: 16, maxLength: 16 })
      .map((bytes) => Buffer.from(bytes).toString('hex'));
    fc.assert(
      fc.property(id, ratio, ratio, (conversation, a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        return !keepsConversation(conversation, low) || keepsConversation(conversation, high);
      }),
    );
    const atOne = ids.filter((each) => keepsConversation(each, 0.01));
    expect(atOne.length).toBeGreaterThan(0);
    expect(atOne.every((each) => keepsConversation(each, 0.1))).toBe(true);
  });
});
