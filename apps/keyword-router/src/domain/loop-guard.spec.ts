import fc from 'fast-check';
import {
  afterAnswer,
  isLooping,
  MOST_TIMES,
  readRecent,
  WITHIN_MS,
  writeRecent,
  type RecentAnswers,
} from './loop-guard.js';

const NOON = 1_795_186_800_000;

const answers = fc.array(fc.tuple(fc.integer({ min: 0, max: 11 }), fc.integer({ min: 0, max: 40_000 })), {
  maxLength: 200,
});

/** Plays answers one after another; each waits its time, and goes out unless the guard stops it. */
function play(all: readonly (readonly [text: number, afterMs: number])[]): {
  sent: [string, number][];
  recent: RecentAnswers;
} {
  const sent: [string, number][] = [];
  let recent: RecentAnswers = [];
  let now = NOON;
  for (const [number, afterMs] of all) {
    now += afterMs;
    const text = `text ${number}`;
    if (isLooping(recent, text, now)) continue;
    recent = afterAnswer(recent, text, now);
    sent.push([text, now]);
  }
  return { sent, recent };
}

describe('the loop guard', () => {
  it('lets no text out more than 20 times in any 5 minutes, with up to 8 texts in turn', () => {
    const few = answers.map((all) => all.map(([text, after]) => [text % 8, after] as const));
    const check = (all: readonly (readonly [number, number])[]) => {
      const { sent } = play(all);
      for (const [text, at] of sent) {
        const within = sent.filter(([other, time]) => other === text && time > at - WITHIN_MS && time <= at);
        expect(within.length).toBeLessThanOrEqual(MOST_TIMES);
      }
    };
    fc.assert(fc.property(few, check), { numRuns: 200 });
    check(Array.from({ length: 200 }, () => [1, 100] as const));
  });

  it('stops nothing that is within the limit', () => {
    const slow = Array.from({ length: 100 }, () => [1, WITHIN_MS / MOST_TIMES] as const);
    expect(play(slow).sent).toHaveLength(100);
  });

  it('remembers little: 8 texts, 20 times of each, and of a person who texts now and then one', () => {
    const check = (all: readonly (readonly [number, number])[]) => {
      const { recent } = play(all);
      expect(recent.length).toBeLessThanOrEqual(8);
      for (const { at } of recent) expect(at.length).toBeLessThanOrEqual(MOST_TIMES);
    };
    fc.assert(fc.property(answers, check), { numRuns: 200 });
    const { recent } = play([1, 2, 3, 4].map((text) => [text, WITHIN_MS] as const));
    expect(recent).toHaveLength(1);
    expect(writeRecent(recent)!.length).toBeLessThan(20);
  });

  it('is written as one text and read back as it was', () => {
    fc.assert(
      fc.property(answers, (all) => {
        const { recent } = play(all);
        expect(readRecent(writeRecent(recent))).toEqual(recent);
      }),
    );
    expect([writeRecent([]), readRecent(undefined), readRecent('')]).toEqual([undefined, [], []]);
  });
});
