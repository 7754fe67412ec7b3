import type { Admin, Kafka } from 'kafkajs';
import { readRecords, type Stretch } from '../kafka/read-records.js';
import { DEAD_LETTER_SUFFIX } from '../kafka/topics.js';
import { letterOf, type KeptLetter } from './kept-letter.js';

interface Shelf {
  /** The first offset that was not read yet. */
  readonly next: bigint;
  readonly letters: readonly KeptLetter[];
}

/** All dead letters that lie on Kafka now, or the newest of them. */
export interface LettersNow {
  /** The oldest first. */
  readonly letters: readonly KeptLetter[];
  /** How many older ones are left out, as they would take more than may be held. */
  readonly leftOut: number;
}

/**
 * The dead-letter topics, read whole once and then what is new on them, when somebody asks. Nothing is connected
 * before, or between.
 */
export class DeadLetterShelf {
  private readonly shelves = new Map<string, Shelf>();
  private leftOut = 0;
  private looking: Promise<LettersNow> | undefined;

  constructor(
    private readonly kafka: Kafka,
    /** How much of the letters may be held, bytes of their values; the newest are. */
    private readonly mostBytes = Number.POSITIVE_INFINITY,
  ) {}

  /** What is there now; who asks meanwhile is given the same answer. */
  now(): Promise<LettersNow> {
    this.looking ??= this.look().finally(() => (this.looking = undefined));
    return this.looking;
  }

  private async look(): Promise<LettersNow> {
    const fresh: Stretch[] = [];
    for (const stretch of await this.stretches()) {
      const shelf = this.shelves.get(stretch.topic);
      const letters = (shelf?.letters ?? []).filter(
        ({ deadLetterOffset }) => BigInt(deadLetterOffset) >= stretch.from,
      );
      const from = shelf !== undefined && shelf.next > stretch.from ? shelf.next : stretch.from;
      // Younger than what was read, and yet shorter: the topic was made anew.
      const anew = shelf !== undefined && shelf.next > stretch.to;
      this.shelves.set(stretch.topic, { next: anew ? stretch.from : from, letters: anew ? [] : letters });
      if (anew || from < stretch.to) fresh.push(anew ? stretch : { ...stretch, from });
    }
    const read = new Map<string, KeptLetter[]>(fresh.map(({ topic }) => [topic, []]));
    await readRecords(this.kafka, fresh, (record) => read.get(record.topic)!.push(letterOf(record)));
    for (const { topic, to } of fresh)
      this.shelves.set(topic, {
        next: to,
        letters: [...this.shelves.get(topic)!.letters, ...read.get(topic)!],
      });
    this.leaveOut();
    const letters = [...this.shelves.values()].flatMap((shelf) => shelf.letters);
    return { letters: letters.toSorted((a, b) => a.at.localeCompare(b.at)), leftOut: this.leftOut };
  }

  /** The newest are held, up to `mostBytes`. */
  private leaveOut(): void {
    const all = [...this.shelves.values()].flatMap((shelf) => shelf.letters);
    let bytes = 0;
    const held = new Set<KeptLetter>();
    for (const letter of all.toSorted((a, b) => b.at.localeCompare(a.at))) {
      bytes += letter.value.length;
      if (bytes > this.mostBytes) break;
      held.add(letter);
    }
    if (held.size === all.length) return;
    this.leftOut += all.length - held.size;
    for (const [topic, { next, letters }] of this.shelves)
      this.shelves.set(topic, { next, letters: letters.filter((letter) => held.has(letter)) });
  }

  /** Of every dead-letter topic that we may see, whole. Each has one partition. */
  private async stretches(): Promise<Stretch[]> {
    const admin = this.kafka.admin();
    await admin.connect();
    try {
      const names = (await admin.listTopics()).filter((name) => name.endsWith(DEAD_LETTER_SUFFIX));
      return (await Promise.all(names.map((name) => stretchesOn(admin, name)))).flat();
    } finally {
      await admin.disconnect();
    }
  }
}

/** A topic that was deleted since it was listed, which kafkajs says in the cause of its error. */
function isGone(error: unknown): boolean {
  const { cause } = error as { cause?: { type?: string } };
  return cause?.type === 'UNKNOWN_TOPIC_OR_PARTITION';
}

async function stretchesOn(admin: Admin, topic: string): Promise<Stretch[]> {
  const ends = await admin.fetchTopicOffsets(topic).catch((error: unknown) => {
    if (isGone(error)) return [];
    throw error;
  });
  return ends
    .filter(({ partition }) => partition === 0)
    .map(({ partition, low, high }) => ({ topic, partition, from: BigInt(low), to: BigInt(high) }));
}
