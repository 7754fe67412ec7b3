import { randomUUID } from 'node:crypto';
import {
  flowConfigured,
  keywordConfigured,
  preferenceConfigured,
  programConfigured,
  senderConfigured,
  webhookConfigured,
  type EventDefinition,
  type FlowConfigured,
  type KeywordConfigured,
  type PreferenceConfigured,
  type ProgramConfigured,
  type SenderConfigured,
  type WebhookConfigured,
} from '@parley/contracts';
import type { Consumer, Kafka } from 'kafkajs';
import { whileRetriable } from '../kafka/while-retriable.js';

const definitions: readonly EventDefinition[] = [
  senderConfigured,
  programConfigured,
  keywordConfigured,
  preferenceConfigured,
  flowConfigured,
  webhookConfigured,
];

/**
 * What parley.yaml says, in memory: read from the compacted config topics and kept up to date.
 * Keys: the sender's address, the program's name, `<sender>/<KEYWORD>`, the names of flows, preferences and
 * webhooks.
 */
export class ConfigDirectory {
  readonly senders = new Map<string, SenderConfigured>();
  readonly programs = new Map<string, ProgramConfigured>();
  readonly keywords = new Map<string, KeywordConfigured>();
  readonly preferences = new Map<string, PreferenceConfigured>();
  readonly flows = new Map<string, FlowConfigured>();
  readonly webhooks = new Map<string, WebhookConfigured>();
  /** Counts up with every change; indexes derived from the directory are valid for one value of it. */
  revision = 0;

  /** Takes one config event; a `removed` one takes the entry out. Data that does not fit is left out. */
  apply(topic: string, key: string, value: unknown): boolean {
    const definition = definitions.find((candidate) => candidate.topic === topic);
    const parsed = definition?.schema.safeParse(value);
    if (!definition || !parsed?.success) return false;
    const entry = parsed.data as { removed?: boolean };
    const map = this.mapOf(definition) as Map<string, unknown>;
    if (entry.removed) map.delete(key);
    else map.set(key, entry);
    this.revision += 1;
    return true;
  }

  private mapOf(definition: EventDefinition): ReadonlyMap<string, unknown> {
    if (definition === senderConfigured) return this.senders;
    if (definition === programConfigured) return this.programs;
    if (definition === preferenceConfigured) return this.preferences;
    if (definition === webhookConfigured) return this.webhooks;
    return definition === keywordConfigured ? this.keywords : this.flows;
  }
}

/** Follows the config topics; every replica reads all of them, so its group is its own. */
export class ConfigFollower {
  private consumer: Consumer | undefined;
  private groupId = '';
  private closed = false;

  constructor(
    private readonly kafka: Kafka,
    readonly directory: ConfigDirectory,
    private readonly onRefused: (topic: string) => void = () => undefined,
  ) {}

  /** Resolves when the directory holds everything that had been published before the call. */
  async start(): Promise<void> {
    const missing = await this.endOffsets();
    this.groupId = `parley-config-${randomUUID()}`;
    const consumer = this.kafka.consumer({
      groupId: this.groupId,
      maxWaitTimeInMs: 1000,
      sessionTimeout: 6000, // after a broker's crash the group waits this long for our old membership
      heartbeatInterval: 2000,
      allowAutoTopicCreation: false,
      retry: { restartOnFailure: async () => !this.closed },
    });
    this.consumer = consumer;
    await consumer.connect();
    await consumer.subscribe({
      topics: definitions.map((definition) => definition.topic),
      fromBeginning: true,
    });
    let caughtUp = (): void => undefined;
    const whole = new Promise<void>((resolve) => (caughtUp = resolve));
    if (missing.size === 0) caughtUp();
    // Also where there is nothing to wait for: who is closed while it joins its group would join again for ever.
    await consumer.run({
      autoCommit: false,
      eachBatch: async ({ batch }) => {
        for (const message of batch.messages) this.take(batch.topic, message.key, message.value);
        const end = missing.get(batch.topic);
        if (end !== undefined && BigInt(batch.lastOffset()) + 1n >= end) missing.delete(batch.topic);
        if (missing.size === 0) caughtUp();
      },
    });
    await whole;
  }

  async close(): Promise<void> {
    this.closed = true;
    if (!this.consumer) return;
    await this.consumer.disconnect();
    const admin = this.kafka.admin();
    await admin.connect();
    await admin.deleteGroups([this.groupId]).catch(() => undefined); // an empty group expires by itself too
    await admin.disconnect();
  }

  private take(topic: string, key: Buffer | null, value: Buffer | null): void {
    let json: unknown;
    try {
      json = JSON.parse(value?.toString() ?? '');
    } catch {
      return this.onRefused(topic);
    }
    if (!this.directory.apply(topic, key?.toString() ?? '', json)) this.onRefused(topic);
  }

  private async endOffsets(): Promise<Map<string, bigint>> {
    const admin = this.kafka.admin();
    await admin.connect();
    try {
      const ends = new Map<string, bigint>();
      for (const { topic } of definitions) {
        const [partition] = await whileRetriable(() => admin.fetchTopicOffsets(topic));
        const high = BigInt(partition?.high ?? '0');
        if (high > BigInt(partition?.low ?? '0')) ends.set(topic, high);
      }
      return ends;
    } finally {
      await admin.disconnect();
    }
  }
}
