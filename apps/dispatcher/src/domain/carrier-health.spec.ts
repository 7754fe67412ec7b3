import fc from 'fast-check';
import { answerMsAt, healthAt, LEAST_HEALTH, noteAttempt, quicknessOf, UNTRIED } from './carrier-health.js';
import type { Attempted } from './settle-send.js';

const submitted: Attempted = { kind: 'submitted', carrierMessageId: 'c-1' };
const down: Attempted = { kind: 'failed', code: 'CONNECTION_FAILED' };
const throttled: Attempted = { kind: 'throttled' };

/** What is seen of a carrier by attempts that come every 100 ms and take 50. */
function after(outcomes: readonly Attempted[], before = UNTRIED, everyMs = 100) {
  return outcomes.reduce((seen, outcome) => noteAttempt(seen, outcome, 50, seen.atMs + everyMs), before);
}

const times = (n: number, outcome: Attempted): Attempted[] => Array.from({ length: n }, () => outcome);

describe("a carrier's health", () => {
  it.each<[string, Attempted, number]>([
    ['a text taken', submitted, 1],
    ['a text refused: its decision', { kind: 'rejected', code: 'BLOCKED' }, 1],
    ['no connection', down, 0.8],
    ['out of service', { kind: 'failed', code: 'CARRIER_DOWN' }, 0.8],
    ['credentials that it does not take', { kind: 'failed', code: 'UNAUTHORISED' }, 0.8],
    ['an outcome that nobody knows', { kind: 'unknown', code: 'NO_ANSWER' }, 0.8],
    ['a wish to go slower', throttled, 0.9],
    ['a full queue', { kind: 'failed', code: 'QUEUE_FULL' }, 0.9],
    ['nothing tried: too late for its slot', { kind: 'failed', code: 'SEND_BY_PASSED' }, 1],
    ['nothing tried: stopped', { kind: 'failed', code: 'ABORTED' }, 1],
  ])('after %s', (_, outcome, health) => {
    expect(noteAttempt(UNTRIED, outcome, 50, 0).health).toBeCloseTo(health);
  });

  it('falls to the least when half of the attempts fail, and further failures take no more', () => {
    const failing = after(times(8, down));
    expect(failing.health).toBe(LEAST_HEALTH);
    expect(after(times(50, down), failing).health).toBeGreaterThanOrEqual(LEAST_HEALTH);
  });

  it('comes back little by little and all of it, with texts taken or without', () => {
    const failing = after(times(20, down));
    const [healed, left] = [after(times(100, submitted), failing), failing];
    for (const seen of [healed, left]) {
      expect(healthAt(seen, failing.atMs + 10_000)).toBeCloseTo(LEAST_HEALTH + 0.5, 1);
      expect(healthAt(seen, failing.atMs + 20_000)).toBe(1);
    }
  });

  it('is not lost for one failure among many', () => {
    const one = after([...times(200, submitted), down]);
    expect(one.health).toBeCloseTo(0.8);
    expect(healthAt(one, one.atMs + 4000)).toBeCloseTo(1);
  });

  it('forgets: a failure long ago makes the next no worse', () => {
    const failing = after(times(20, down));
    const later = noteAttempt(failing, down, 50, failing.atMs + 600_000);
    expect(later.health).toBeCloseTo(0.8);
  });

  it('stays between the least and 1, whatever happens and when', () => {
    const outcome = fc.constantFrom(submitted, down, throttled);
    const step = fc.record({ outcome, ms: fc.integer({ min: 0, max: 60_000 }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let seen = UNTRIED;
        for (const { outcome, ms } of steps) {
          const before = healthAt(seen, seen.atMs + ms);
          seen = noteAttempt(seen, outcome, 50, seen.atMs + ms);
          expect(seen.health).toBeGreaterThanOrEqual(LEAST_HEALTH);
          expect(seen.health).toBeLessThanOrEqual(before);
        }
      }),
    );
  });
});

describe('how quick a carrier is', () => {
  it('is learnt from its answers, not from connections that it refuses', () => {
    const slow = noteAttempt(UNTRIED, submitted, 2000, 0);
    expect(slow.answerMs).toBe(2000);
    expect(noteAttempt(slow, down, 1, 0).answerMs).toBe(2000);
    expect(noteAttempt(slow, submitted, 1000, 0).answerMs).toBeCloseTo(1900);
    expect(answerMsAt(slow, 30_000)).toBeCloseTo(1000);
  });

  it.each([
    ['unknown', undefined, 50, 1],
    ['the only one that answers', 5000, undefined, 1],
    ['as quick as the other', 50, 50, 1],
    ['a little slower', 500, 50, 1],
    ['three times as slow as a slow one', 3000, 1000, 1],
    ['far slower', 5500, 50, 0.1],
    ['stuck', 1e9, 50, LEAST_HEALTH],
  ])('%s', (_, answerMs, quickestMs, quickness) => {
    expect(quicknessOf(answerMs, quickestMs)).toBeCloseTo(quickness);
  });
});
