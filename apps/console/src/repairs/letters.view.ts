import { HttpException, Injectable, NotFoundException } from '@nestjs/common';
import { letterId, LetterDesk, originOf, PublishError, type ShownLetter } from '@parley/messaging';
import { shownBytes, type ShownBytes } from '../domain/shown-bytes.js';

/** What is looked for; what is absent does not matter. */
export interface LetterSearch {
  readonly topic?: string | undefined;
  readonly reason?: string | undefined;
  /** ISO 8601: of when the record was written. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly redriven?: 'yes' | 'no' | undefined;
}

/** A dead letter in a list. */
export interface LetterRow {
  readonly id: string;
  /** `<topic>/<partition>@<offset>` */
  readonly origin: string;
  readonly topic: string;
  readonly group: string;
  readonly reason: string;
  readonly detail: string;
  readonly at: string;
  /** Its key: a person's number, or a name. */
  readonly key: string;
  readonly bytes: number;
  readonly redriven: ShownLetter['redriven'];
}

export interface LetterList {
  /** The newest first. */
  readonly letters: readonly LetterRow[];
  /** How many fit, though not all are shown. */
  readonly fit: number;
  /** Older ones that are not held. */
  readonly leftOut: number;
  /** All topics and reasons that there are letters of, whatever is looked for. */
  readonly topics: readonly { name: string; letters: number }[];
  readonly reasons: readonly { name: string; letters: number }[];
}

export interface LetterPage extends LetterRow {
  readonly headers: Readonly<Record<string, string>>;
  readonly value: ShownBytes;
  readonly cut: boolean;
}

const MOST = 200;
/** Who looks meanwhile is given the same: Kafka is asked once for all of them. */
const FRESH_MS = 1_500;

/** Dead letters as people look at them. */
@Injectable()
export class LettersView {
  private kept: { at: number; letters: ReturnType<LetterDesk['letters']> } | undefined;

  constructor(private readonly desk: LetterDesk) {}

  async list(search: LetterSearch): Promise<LetterList> {
    const { letters, leftOut } = await this.all();
    const fitting = letters.filter((letter) => fits(letter, search)).toReversed();
    return {
      letters: fitting.slice(0, MOST).map(rowOf),
      fit: fitting.length,
      leftOut,
      topics: countsOf(letters, ({ topic }) => topic),
      reasons: countsOf(letters, ({ reason }) => reason),
    };
  }

  /** Records set aside since then (ms since the epoch) and not published again, however many consumers set each aside. */
  async openSince(ms: number): Promise<number> {
    const { letters } = await this.all();
    const open = letters.filter(({ setAsideMs, redriven }) => redriven === undefined && setAsideMs >= ms);
    return new Set(open.map(originOf)).size;
  }

  /** @throws NotFoundException LETTER_UNKNOWN */
  async one(id: string): Promise<LetterPage> {
    const { letters } = await this.all();
    const letter = letters.find((each) => letterId(each) === id);
    if (letter === undefined)
      throw new NotFoundException({
        code: 'LETTER_UNKNOWN',
        message: 'No such dead letter lies on Kafka any more; look at the list again.',
      });
    const { headers, value, cut } = letter;
    return { ...rowOf(letter), headers, value: shownBytes(value), cut };
  }

  /** What was done a moment ago is seen at once. */
  forget(): void {
    this.kept = undefined;
  }

  private all(): ReturnType<LetterDesk['letters']> {
    const now = performance.now();
    if (this.kept !== undefined && now - this.kept.at < FRESH_MS) return this.kept.letters;
    const letters = this.desk.letters().catch(kafkaAway);
    const kept = { at: now, letters };
    this.kept = kept;
    letters.catch(() => {
      if (this.kept === kept) this.kept = undefined;
    });
    return letters;
  }
}

/** Says in our words that Kafka does not answer; what else went wrong goes on. */
export function kafkaAway(error: unknown): never {
  const away = error instanceof PublishError || (error as Error).name.startsWith('KafkaJS');
  if (!away) throw error;
  const message = 'Kafka does not answer, and nothing is known to be done; look, and try again in a moment.';
  throw new HttpException({ code: 'KAFKA_UNAVAILABLE', message }, 503);
}

function rowOf(letter: ShownLetter): LetterRow {
  const { topic, group, reason, detail, at, key, value, redriven } = letter;
  return {
    ...{ id: letterId(letter), origin: originOf(letter), topic, group, reason, detail, at, key },
    ...{ bytes: value.length, redriven },
  };
}

function fits(letter: ShownLetter, { topic, reason, since, until, redriven }: LetterSearch): boolean {
  const at = Date.parse(letter.at);
  return (
    (topic === undefined || letter.topic === topic) &&
    (reason === undefined || letter.reason === reason) &&
    (since === undefined || at >= Date.parse(since)) &&
    (until === undefined || at < Date.parse(until)) &&
    (redriven === undefined || (letter.redriven !== undefined) === (redriven === 'yes'))
  );
}

function countsOf(
  letters: readonly ShownLetter[],
  nameOf: (letter: ShownLetter) => string,
): { name: string; letters: number }[] {
  const counts = new Map<string, number>();
  for (const letter of letters) counts.set(nameOf(letter), (counts.get(nameOf(letter)) ?? 0) + 1);
  return [...counts]
    .map(([name, number]) => ({ name, letters: number }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
}
