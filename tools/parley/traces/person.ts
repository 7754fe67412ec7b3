import { KafkaConfigPort } from '@parley/config';
import { ConversationIds } from '@parley/messaging';
import { kafkaClient } from '../platform/kafka.js';
import type { RunningPlatform } from '../platform/running-platform.js';

/** The ids of a person's conversations: with one sender, or with each that is configured. */
export async function conversationsOf(
  subscriber: string,
  sender: string | undefined,
  platform: RunningPlatform,
): Promise<string[]> {
  const ids = new ConversationIds(platform.pepper);
  if (sender !== undefined) return [ids.of(subscriber, sender)];
  const { senders } = await new KafkaConfigPort(kafkaClient(platform.kafkaBrokers)).current();
  return [...senders.keys()].map((address) => ids.of(subscriber, address));
}
