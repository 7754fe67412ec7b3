import { KafkaConfigPort, readVersions } from '@parley/config';
import type { ConfigApplied } from '@parley/contracts';
import { ConversationIds } from '@parley/messaging';
import { kafkaClient } from '../platform/kafka.js';
import type { RunningPlatform } from '../platform/running-platform.js';

/** The ids of a person's conversations: with one sender, or with each that is configured or ever was. */
export async function conversationsOf(
  subscriber: string,
  sender: string | undefined,
  platform: RunningPlatform,
): Promise<string[]> {
  const ids = new ConversationIds(platform.pepper);
  if (sender !== undefined) return [ids.of(subscriber, sender)];
  const kafka = kafkaClient(platform.kafkaBrokers);
  const [{ senders }, versions] = await Promise.all([
    new KafkaConfigPort(kafka).current(),
    readVersions(kafka),
  ]);
  return sendersEver(senders.keys(), versions).map((address) => ids.of(subscriber, address));
}

/** Those of now, and those that an applied parley.yaml once added: their conversations have not ended to be. */
export function sendersEver(
  now: Iterable<string>,
  versions: readonly Pick<ConfigApplied, 'changes'>[],
): string[] {
  const once = versions.flatMap(({ changes }) => changes.filter(({ kind }) => kind === 'sender'));
  return [...new Set([...now, ...once.map(({ key }) => key)])];
}
