import { randomUUID } from 'node:crypto';
import type { DataOf, EventDefinition } from '@parley/contracts';
import { ConversationIds, encodeEvent, EventPublisher } from '@parley/messaging';
import { unsampledTraceparent } from '@parley/platform';
import { kafkaClient } from '../platform/kafka.js';
import type { RunningPlatform } from '../platform/running-platform.js';

/** Publishes one order of the command line. @returns its event's id */
export async function publishOrder<D extends EventDefinition>(
  platform: RunningPlatform,
  event: D,
  key: string,
  data: DataOf<D>,
): Promise<string> {
  const publisher = new EventPublisher(kafkaClient(platform.kafkaBrokers));
  const conversations = new ConversationIds(platform.pepper);
  const id = randomUUID();
  const { sender } = data as { sender?: string };
  await publisher.connect();
  try {
    const record = encodeEvent(event, data, {
      id,
      source: 'parley-cli',
      timeMs: Date.now(),
      key,
      conversationId: conversations.of(key, sender ?? ''),
      traceparent: unsampledTraceparent(id),
    });
    await publisher.publish([record]);
  } finally {
    await publisher.close();
  }
  return id;
}
