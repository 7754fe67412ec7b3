import { mtStatus } from '@parley/contracts';
import fc from 'fast-check';
import { advances, FINAL_RANK, isFinal, rankOf, type StatusName } from './mt-status-lattice.js';

const statuses: readonly StatusName[] = mtStatus.schema.shape.status.options;
const status = fc.constantFrom(...statuses);

/** What a text's status becomes when news comes in this order. */
function arrive(news: readonly StatusName[]): (StatusName | undefined)[] {
  const path: (StatusName | undefined)[] = [];
  let at: StatusName | undefined;
  for (const next of news) path.push((at = advances(at, next) ? next : at));
  return path;
}

describe("a text's status", () => {
  it('ends alike in whatever order the news comes', () => {
    const story = fc
      .array(status, { minLength: 1, maxLength: 8 })
      .chain((news) => fc.tuple(fc.constant(news), fc.shuffledSubarray(news, { minLength: news.length })));
    fc.assert(
      fc.property(story, ([one, other]) => {
        const [a, b] = [arrive(one).at(-1)!, arrive(other).at(-1)!];
        expect(rankOf(a)).toBe(rankOf(b));
        expect(isFinal(a)).toBe(isFinal(b));
        if (one.filter(isFinal).length === 1) expect(a).toBe(b);
        expect(rankOf(a)).toBe(Math.max(...one.map(rankOf)));
      }),
    );
  });

  it('never goes back, and never leaves its end', () => {
    fc.assert(
      fc.property(fc.array(status, { maxLength: 12 }), (news) => {
        const path = arrive(news);
        for (const [i, at] of path.entries()) {
          const before = path[i - 1];
          if (i === 0 || before === undefined || at === undefined) continue;
          expect(rankOf(at)).toBeGreaterThanOrEqual(rankOf(before));
          if (isFinal(before)) expect(at).toBe(before);
        }
      }),
    );
  });

  it('moves on from unknown by any receipt, and from retrying by whatever the next attempt comes to', () => {
    for (const next of ['submitted', 'sent', 'delivered', 'undelivered', 'rejected'] as const) {
      expect(advances('unknown', next)).toBe(true);
    }
    for (const next of ['unknown', 'submitted', 'rejected', 'expired', 'suppressed'] as const) {
      expect(advances('retrying', next)).toBe(true);
    }
  });

  it('is final exactly for what nothing follows', () => {
    const open = ['queued', 'retrying', 'unknown', 'submitted', 'sent'];
    expect(statuses.filter((each) => !isFinal(each)).sort()).toEqual(open.sort());
    expect(Math.max(...statuses.map(rankOf))).toBe(FINAL_RANK);
  });
});
