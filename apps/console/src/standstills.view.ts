import { Injectable } from '@nestjs/common';
import { Backlog, originOf, LetterDesk, type Behind } from '@parley/messaging';
import { Clock } from '@parley/platform';
import { AskedOnce } from './asked-once.js';

/** What was written so long ago and is not taken: its consumer is behind. Offsets are committed once a second, ms. */
const BEHIND_MS = 5_000;
/** How long a dead letter that nobody published again is news, ms. */
const NEWS_MS = 24 * 3_600_000;
/** Asking may take a twentieth of the time. */
const TIMES_ITS_COST = 20;
/** Pages do not wait for brokers that do not answer, ms. */
const WITHIN_MS = 1_000;

/** What stands still on Kafka; undefined where it does not answer. */
export interface Standstills {
  readonly behind: readonly Behind[] | undefined;
  /** Records of the last day that could not be read and were not published again, however many could not. */
  readonly letters: number | undefined;
}

/** What holds replies up that no table tells: consumers that are behind, and records set aside. */
@Injectable()
export class StandstillsView {
  private readonly asked = new AskedOnce(TIMES_ITS_COST);

  constructor(
    private readonly backlog: Backlog,
    private readonly desk: LetterDesk,
    private readonly clock: Clock,
  ) {}

  async now(): Promise<Standstills> {
    const nowMs = this.clock.now();
    const [behind, letters] = await Promise.all([
      inTime(this.asked.of('behind', () => this.backlog.look(nowMs - BEHIND_MS))),
      inTime(this.asked.of('letters', () => this.lettersSince(nowMs - NEWS_MS))),
    ]);
    return { behind, letters };
  }

  private async lettersSince(ms: number): Promise<number> {
    const { letters } = await this.desk.letters();
    const open = letters.filter(({ at, redriven }) => redriven === undefined && Date.parse(at) >= ms);
    return new Set(open.map(originOf)).size;
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
