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
/** So long an answer is late and no news: the first one needs a connection, ms. */
const LOOKING_MS = 15_000;

/** What stands still on Kafka; undefined where it is not known. */
export interface Standstills {
  /** What is not known is being looked up; if not, Kafka does not answer. */
  readonly looking: boolean;
  readonly behind: readonly Behind[] | undefined;
  /** Records set aside within a day and not published again, however many consumers set each aside. */
  readonly letters: number | undefined;
}

/** What holds replies up that no table tells: consumers that are behind, and records set aside. */
@Injectable()
export class StandstillsView {
  private readonly behind: Question<readonly Behind[]>;
  private readonly open: Question<number>;

  constructor(
    backlog: Backlog,
    letters: LettersView,
    private readonly clock: Clock,
  ) {
    this.behind = new Question((nowMs) => backlog.look(nowMs - BEHIND_MS));
    this.open = new Question((nowMs) => letters.openSince(nowMs - NEWS_MS));
  }

  async now(): Promise<Standstills> {
    const nowMs = this.clock.now();
    const [behind, letters] = await Promise.all([this.behind.at(nowMs), this.open.at(nowMs)]);
    const looking =
      [behind, letters].every((each) => each !== 'silent') && [behind, letters].includes('late');
    return { looking, behind: known(behind), letters: known(letters) };
  }
}

const known = <T>(answer: T | 'late' | 'silent'): T | undefined =>
  answer === 'late' || answer === 'silent' ? undefined : answer;

/** Something that Kafka is asked again and again. */
class Question<T extends object | number> {
  private readonly asked = new AskedOnce(TIMES_ITS_COST);
  /** When the question was asked that is not answered; ms since the epoch. */
  private openSinceMs: number | undefined;
  private failed = false;

  constructor(private readonly ask: (nowMs: number) => Promise<T>) {}

  /** The answer; or that it is late, or that there is none: it failed and goes on failing, or is late for too long. */
  async at(nowMs: number): Promise<T | 'late' | 'silent'> {
    const answer = this.asked.of('', () => this.asking(nowMs));
    const said = await inTime(answer);
    if (said !== undefined) return said;
    const late = !this.failed && this.openSinceMs !== undefined && nowMs - this.openSinceMs < LOOKING_MS;
    return late ? 'late' : 'silent';
  }

  private async asking(nowMs: number): Promise<T> {
    this.openSinceMs = nowMs;
    try {
      const answer = await this.ask(nowMs);
      this.failed = false;
      return answer;
    } catch (error) {
      this.failed = true;
      throw error;
    } finally {
      this.openSinceMs = undefined;
    }
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
