import { moReceived } from '@parley/contracts';
import type { KafkaClient } from './kafka-client.js';
import { whileRetriable } from './while-retriable.js';

/** So many names fall on every partition of the topic of a small broker's groups. */
const NAMES = 32;

/**
 * Resolves when the broker serves consumer groups. A new one makes their topic when it is first asked, and turns away
 * who asks before that is loaded.
 */
export async function whenGroupsServed(kafka: KafkaClient): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    for (let n = 0; n < NAMES; n += 1)
      await whileRetriable(() =>
        admin.fetchOffsets({ groupId: `parley-served-${n}`, topics: [moReceived.topic] }),
      );
  } finally {
    await admin.disconnect();
  }
}
