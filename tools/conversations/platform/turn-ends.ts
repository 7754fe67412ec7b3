import { setTimeout as pause } from 'node:timers/promises';
import { events, mtBulkRequested, mtRequested, mtStatus, type MtStatus } from '@parley/contracts';
import { consumerGroupOf } from '@parley/messaging';
import type { KafkaClient } from '../../parley/platform/kafka.js';
import type { DueDialogues } from './due-dialogues.pg.js';
import { endsOf } from './live-records.js';
import type { PublishedRecord } from './published-record.js';
import type { PartitionEnd, TopicWatch } from './topic-watch.js';

type Admin = ReturnType<KafkaClient['admin']>;

const LOOK_EVERY_MS = 100;
/** Everything that can be published about a person. */
export const PERSONAL_TOPICS: readonly string[] = events
  .filter(({ key }) => key === 'subscriber')
  .map(({ topic }) => topic);

/** By topic, the consumer groups of the house that a turn waits for: the console only looks on. */
const READERS: ReadonlyMap<string, readonly string[]> = new Map(
  events.map(({ topic, consumers, lanes }) => [
    topic,
    consumers
      .filter((consumer) => consumer !== 'other' && consumer !== 'console')
      .map((service) => consumerGroupOf(service, lanes?.[service])),
  ]),
);
const GROUPS = [...new Set(PERSONAL_TOPICS.flatMap((topic) => READERS.get(topic)!))];

const REQUESTS: ReadonlySet<string> = new Set([mtRequested.topic, mtBulkRequested.topic]);

/**
 * Knows when all that a person's text has caused is over, without waiting for time to pass: every consumer group has
 * acknowledged every event about the person (offsets follow effects), nothing new came of it, and every text that was
 * asked for has been sent or refused, and the router has announced what is due.
 */
export class TurnEnds {
  private readonly ends: () => Promise<PartitionEnd[]>;
  private readonly acknowledged: () => Promise<ReadonlyMap<string, bigint>>;

  constructor(
    admin: Admin,
    private readonly watch: TopicWatch,
    private readonly due: Pick<DueDialogues, 'of'>,
  ) {
    this.ends = shared(() => endsOf(admin, PERSONAL_TOPICS));
    this.acknowledged = shared(() => acknowledgedBy(admin));
  }

  /** Resolves when everything about these people is over, or at once when the signal aborts. */
  async over(people: readonly string[], signal: AbortSignal): Promise<void> {
    for (;;) {
      const before = await this.read(people, signal);
      if (signal.aborted) return;
      const quiet = allSettled(before) && isAcknowledged(before, await this.acknowledged());
      if (quiet && !(await this.due.of(people))) {
        const after = await this.read(people, signal);
        if (signal.aborted || after.length === before.length) return;
      } else {
        await pause(LOOK_EVERY_MS);
      }
    }
  }

  private async read(people: readonly string[], signal: AbortSignal): Promise<readonly PublishedRecord[]> {
    await this.watch.reach(await this.ends(), signal);
    return [...this.watch.of(people)];
  }
}

/** Every text that was asked for, and is not meant for later, has a status. */
function allSettled(events: readonly PublishedRecord[]): boolean {
  const told = new Set(
    events.flatMap(({ topic, data }) => (topic === mtStatus.topic ? [(data as MtStatus).mtId] : [])),
  );
  return events.every(
    ({ topic, headers, data }) =>
      !REQUESTS.has(topic) ||
      told.has(headers.ce_id!) ||
      (data as { sendAfter?: string }).sendAfter !== undefined,
  );
}

function isAcknowledged(events: readonly PublishedRecord[], next: ReadonlyMap<string, bigint>): boolean {
  return events.every(({ topic, partition, offset }) =>
    READERS.get(topic)!.every((group) => (next.get(placeOf(group, topic, partition)) ?? 0n) > BigInt(offset)),
  );
}

function placeOf(group: string, topic: string, partition: number): string {
  return `${group} ${topic} ${partition}`;
}

/** Where each group goes on, by `placeOf`. */
async function acknowledgedBy(admin: Admin): Promise<Map<string, bigint>> {
  const next = new Map<string, bigint>();
  await Promise.all(
    GROUPS.map(async (group) => {
      for (const { topic, partitions } of await admin.fetchOffsets({ groupId: group })) {
        for (const { partition, offset } of partitions) {
          next.set(placeOf(group, topic, partition), BigInt(offset));
        }
      }
    }),
  );
  return next;
}

/** Callers that come while an answer is under way share the next one: theirs must have been asked for after they came. */
function shared<T>(ask: () => Promise<T>): () => Promise<T> {
  let running: Promise<unknown> = Promise.resolve();
  let next: Promise<T> | undefined;
  return () => {
    next ??= running.then(() => {
      next = undefined;
      const answer = ask();
      running = answer.catch(() => undefined);
      return answer;
    });
    return next;
  };
}
