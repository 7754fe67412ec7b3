import {
  ConfigDirectory,
  ConfigFollower,
  encodeEvent,
  EventPublisher,
  externalEventId,
  type KafkaClient,
} from '@parley/messaging';
import { unsampledTraceparent } from '@parley/platform';
import type { ConfigPort } from './apply-parley-file.js';
import type { ConfigEvent } from './config-events.js';
import type { ConfigSnapshot } from './config-snapshot.js';

const SOURCE = 'parley-cli';
/** A configuration belongs to no conversation; the attribute may not be left out. */
const NO_CONVERSATION = '0'.repeat(32);

/** The configuration on Kafka's compacted topics, read and written by the command line. */
export class KafkaConfigPort implements ConfigPort {
  constructor(private readonly kafka: KafkaClient) {}

  current(): Promise<ConfigSnapshot> {
    return this.directory();
  }

  /** The same as services hold it. */
  async directory(): Promise<ConfigDirectory> {
    const directory = new ConfigDirectory();
    const follower = new ConfigFollower(this.kafka, directory);
    try {
      await follower.start();
      return directory;
    } finally {
      await follower.close();
    }
  }

  /** In the given order, in one request. */
  async publish(events: readonly ConfigEvent[]): Promise<void> {
    const publisher = new EventPublisher(this.kafka);
    await publisher.connect();
    try {
      await publisher.publish(events.map(recordOf));
    } finally {
      await publisher.close();
    }
  }
}

function recordOf({ event, key, data }: ConfigEvent): ReturnType<typeof encodeEvent> {
  const id = externalEventId(SOURCE, `${event.topic}/${key}/${String(data.revision)}`);
  return encodeEvent(event, data, {
    id,
    source: SOURCE,
    timeMs: Date.now(),
    key,
    conversationId: NO_CONVERSATION,
    traceparent: unsampledTraceparent(id),
  });
}
