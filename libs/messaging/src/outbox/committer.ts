import type { Database, Statement } from '@parley/persistence';
import type { Effect } from '../decision.js';
import type { EventPublisher } from '../kafka/event-publisher.js';
import { seal } from '../loop/seal.js';
import { SendSpans } from '../loop/send-spans.js';
import type { OutgoingRecord } from '../wire/record.js';
import { persist } from '../loop/backoff.js';
import { Outbox } from './outbox.js';

/** An effect of something that isn't a consumed event, e.g. a carrier's answer. */
export interface CausedEffect {
  readonly cause: { id: string; key: string; conversationId: string; traceparent: string };
  readonly effect: Effect;
}

const LEFT_BEHIND_MS = 5000;
const SHARED_PARTITION = 0;

/**
 * The loop's end (commit → publish) for work that starts elsewhere than on Kafka: the dispatcher's sends, the
 * API. The same outbox, the same ids, the same order: state and events together, then publish.
 */
export class Committer {
  private readonly outbox: Outbox;
  /** Publishing follows the commits in their order, and holds none of them up while Kafka is away. */
  private publishing: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly publisher: EventPublisher,
    private readonly service: string,
    name: string,
    private readonly stop: AbortSignal,
    private readonly onRetry: (error: unknown, attempt: number) => void,
  ) {
    this.outbox = new Outbox(database, `${service}/${name}`);
  }

  /** Commits the statements with the effects' records; they are published right after, in order. */
  async commit(
    statements: readonly Statement[],
    effects: readonly CausedEffect[],
    nowMs: number,
  ): Promise<void> {
    const sends = new SendSpans();
    const records = effects.map(({ cause, effect }) =>
      seal(effect, cause, this.service, nowMs, sends.of(cause)),
    );
    const entries = records.length > 0 ? [this.outbox.entry(SHARED_PARTITION, records)] : [];
    const all = [...statements, ...this.outbox.statements(entries)];
    if (all.length === 0) return;
    await persist(() => this.database.commit(all), this.stop, this.onRetry);
    this.outbox.committed();
    this.publishing = this.publishing
      .then(() => this.publish(records))
      .then(() => sends.end())
      .then(() => this.outbox.markPublished(entries))
      .catch(() => undefined); // stopped while Kafka was away: the outbox keeps the rows for whoever comes next
  }

  /** Resolves when all that was committed is published, or given up as the service stops. */
  published(): Promise<void> {
    return this.publishing;
  }

  /** Publishes what a replica that died had committed; any replica may, as ids make repeats harmless. */
  async tidy(): Promise<void> {
    await this.publishing;
    await this.outbox.flush();
    const left = await this.outbox.left([SHARED_PARTITION], LEFT_BEHIND_MS);
    for (const entry of left) await this.publish(entry.records);
    this.outbox.markPublished(left);
    await this.outbox.flush();
  }

  private async publish(records: readonly OutgoingRecord[]): Promise<void> {
    await persist(() => this.publisher.publish(records), this.stop, this.onRetry);
  }
}
