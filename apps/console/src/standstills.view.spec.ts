import type { Backlog, LetterDesk, ShownLetter } from '@parley/messaging';
import { Clock } from '@parley/platform';
import { LettersView } from './repairs/letters.view.js';
import { StandstillsView } from './standstills.view.js';

const NOW_MS = Date.UTC(2026, 10, 26, 12);
const HOUR_MS = 3_600_000;
const behind = [{ group: 'keyword-router', topic: 'parley.mo.received.v1', records: 3 }];

const letter = (offset: string, setAsideMs: number, more: Partial<ShownLetter> = {}) =>
  ({
    ...{ topic: 'parley.mo.received.v1', partition: 0, offset, setAsideMs },
    // Written long ago: what counts is when it was set aside.
    ...{ at: '2020-01-01T00:00:00.000Z', redriven: undefined, ...more },
  }) as ShownLetter;

function viewOf(look: () => Promise<unknown>, letters: () => Promise<readonly ShownLetter[]>) {
  const backlog = { look } as unknown as Backlog;
  const desk = { letters: async () => ({ letters: await letters(), leftOut: 0 }) } as unknown as LetterDesk;
  class Noon extends Clock {
    override now(): number {
      return NOW_MS;
    }
  }
  return new StandstillsView(backlog, new LettersView(desk), new Noon());
}

describe('what stands still on Kafka', () => {
  it('is who was behind for 5 s, and what was set aside within a day, each record once', async () => {
    const asked: unknown[] = [];
    const look = async (beforeMs?: unknown) => (asked.push(beforeMs), behind);
    const view = viewOf(look, async () => [
      letter('1', NOW_MS - HOUR_MS),
      letter('1', NOW_MS - HOUR_MS), // of another consumer
      letter('2', NOW_MS - 25 * HOUR_MS),
      letter('3', NOW_MS - HOUR_MS, { redriven: { by: 'kim', at: '', edited: false } }),
      letter('4', NOW_MS),
    ]);
    expect(await view.now()).toEqual({ behind, letters: 2 });
    expect(asked).toEqual([NOW_MS - 5_000]);
  });

  it.each([
    ['fails', () => Promise.reject(new Error('away'))],
    ['is late', () => new Promise<never>(() => undefined)],
  ])('is not known where Kafka %s, and the rest is told', async (_, answer) => {
    expect(await viewOf(answer, async () => []).now()).toEqual({ behind: undefined, letters: 0 });
    expect(await viewOf(async () => behind, answer).now()).toEqual({ behind, letters: undefined });
  });
});
