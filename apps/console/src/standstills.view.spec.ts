import type { Backlog, LetterDesk, ShownLetter } from '@parley/messaging';
import { Clock } from '@parley/platform';
import { LettersView } from './repairs/letters.view.js';
import { StandstillsView } from './standstills.view.js';

const NOW_MS = Date.UTC(2026, 10, 26, 12);
const HOUR_MS = 3_600_000;
const behind = [{ group: 'keyword-router', topic: 'parley.mo.received.v1', records: 3 }];

let nowMs = NOW_MS;
beforeEach(() => void (nowMs = NOW_MS));

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
      return nowMs;
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
    expect(await view.now()).toEqual({ looking: false, behind, letters: 2 });
    expect(asked).toEqual([NOW_MS - 5_000]);
  });

  it.each([
    ['fails', () => Promise.reject(new Error('away')), false],
    ['is late', () => new Promise<never>(() => undefined), true],
  ])('is not known where Kafka %s, and the rest is told', async (_, answer, looking) => {
    expect(await viewOf(answer, async () => []).now()).toEqual({ looking, behind: undefined, letters: 0 });
    expect(await viewOf(async () => behind, answer).now()).toEqual({ looking, behind, letters: undefined });
  });

  it('is being looked up while the first answer is late, and not for ever', async () => {
    let answer: (value: object[]) => void = () => undefined;
    const view = viewOf(
      () => new Promise((resolve) => (answer = resolve)),
      async () => [],
    );
    expect(await view.now()).toMatchObject({ looking: true, behind: undefined });
    nowMs += 20_000;
    expect(await view.now()).toMatchObject({ looking: false, behind: undefined });
    answer(behind);
    expect(await view.now()).toMatchObject({ looking: false, behind });
  });

  it('is not being looked up where Kafka failed a moment ago', async () => {
    const view = viewOf(
      jest
        .fn<Promise<never>, []>()
        .mockRejectedValueOnce(new Error('away'))
        .mockReturnValue(new Promise<never>(() => undefined)),
      async () => [],
    );
    await view.now();
    expect(await view.now()).toMatchObject({ looking: false, behind: undefined });
  });
});
