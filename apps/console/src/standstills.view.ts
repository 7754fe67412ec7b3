import { Injectable } from '@nestjs/common';
import { Backlog, type Behind } from '@parley/messaging';
import { Clock } from '@parley/platform';
import { AskedOnce } from './asked-once.js';
import { LettersView } from './repairs/letters.view.js';

/** What was written so long ago and is not taken: its consumer is behind. Offsets are committed once a second, ms. */
const BEHIND_MS = 5_000;
/** How long a record that was set aside and not published again is news, ms. */
const NEWS_MS = 24 * 3_600_000;
/** Asking may take a twentieth of the time. */
const TIMES_ITS_COST = 20;
/** Pages do not wait for brokers that do not answer, ms. */
const WITHIN_MS = 1_000;

/** What stands still on Kafka; undefined where it does not answer. */
export interface Standstills {
  readonly behind: readonly Behind[] | undefined;
  /** Records set aside within a day and not published again, however many consumers set each aside. */
  readonly letters: number | undefined;
}

/** What holds replies up that no table tells: consumers that are behind, and records set aside. */
@Injectable()
export class StandstillsView {
  private readonly asked = new AskedOnce(TIMES_ITS_COST);

  constructor(
    private readonly backlog: Backlog,
    private readonly letters: LettersView,
    private readonly clock: Clock,
  ) {}

  async now(): Promise<Standstills> {
    const nowMs = this.clock.now();
    const [behind, letters] = await Promise.all([
      inTime(this.asked.of('behind', () => this.backlog.look(nowMs - BEHIND_MS))),
      inTime(this.asked.of('letters', () => this.letters.openSince(nowMs - NEWS_MS))),
    ]);
    return { behind, letters };
  }
}

/** The answer, or undefined where it fails or is late. */
async function inTime<T>(answer: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), WITHIN_MS).unref();
  });
  return Promise.race([answer.catch(() => undefined), late]).finally(() => clearTimeout(timer));
}
