import type { z } from 'zod';

/** The services of the house; `other` stands for anybody else's. */
export type Party =
  'ingest' | 'keyword-router' | 'subscriptions' | 'dispatcher' | 'parley-cli' | 'console' | 'other';

/** What a topic is: who writes it, who reads it, what it carries. One file per event. */
export interface EventDefinition<S extends z.ZodObject = z.ZodObject> {
  /** Kafka topic, `parley.<noun>.<past-verb>.v<n>`. */
  readonly topic: string;
  /** CloudEvents `type`; the topic's name, as each topic carries one event. */
  readonly type: string;
  readonly version: number;
  readonly summary: string;
  readonly owner: Party;
  readonly producers: readonly Party[];
  readonly consumers: readonly Party[];
  /** By consumer: a consumer group of its own, `<service>-<lane>`, apart from its other topics. */
  readonly lanes?: Readonly<Partial<Record<Party, string>>>;
  /** What the Kafka key is: a subscriber's number keeps one person's events in order. */
  readonly key: 'subscriber' | 'name';
  readonly cleanup: 'delete' | 'compact';
  /** ms; only for `delete`. */
  readonly retentionMs?: number;
  readonly schema: S;
  readonly example: z.infer<S>;
}

export type DataOf<D extends EventDefinition> = z.infer<D['schema']>;

const DAY = 24 * 60 * 60 * 1000;

/** Declares an event; topics keyed by subscriber are kept 7 days, compacted ones for ever. */
export function defineEvent<S extends z.ZodObject>(
  definition: Omit<EventDefinition<S>, 'type' | 'topic' | 'retentionMs'> & {
    name: string;
    retentionMs?: number;
  },
): EventDefinition<S> {
  const { name, ...rest } = definition;
  const topic = `parley.${name}.v${definition.version}`;
  const retention = definition.cleanup === 'delete' ? { retentionMs: definition.retentionMs ?? 7 * DAY } : {};
  return Object.freeze({ ...rest, ...retention, topic, type: topic });
}
