import type { Logger } from '@nestjs/common';
import { consentState, type ConsentState } from '@parley/contracts';
import type { Batch } from '../batch.js';
import { ConversationIds } from '../wire/conversation-id.js';
import { receivedExample } from '../wire/incoming-record.builder.js';
import type { IncomingRecord } from '../wire/record.js';
import type { Erasures } from '../erasure/erasures.js';
import { counting, event, MemoryLoop } from './memory-loop.builder.js';
import { TopicPipeline } from './topic-pipeline.js';

const nothing = (): void => undefined;
const silent = { warn: nothing, error: nothing, debug: nothing, log: nothing } as unknown as Logger;

/** A pipeline over memory whose service counts (see `counting`), and what it was handed. */
export class PipelineStory {
  readonly loop = new MemoryLoop();
  readonly pipeline: TopicPipeline;
  /** `<key> <number>` of each event, by batch. */
  readonly batches: string[][] = [];
  isBad: (key: string, version: number) => boolean = () => false;
  handle: (batch: Batch<ConsentState>) => Promise<unknown> = (batch) =>
    batch.run(counting(this.loop.database, ({ key, data }) => this.isBad(key, data.version)));

  constructor() {
    this.pipeline = new TopicPipeline({
      ...this.loop.context,
      erasures: this.loop.erasures as unknown as Erasures,
      definition: consentState,
      conversations: new ConversationIds('sixteen characters or more'),
      logger: silent,
      now: () => 0,
      handle: (batch) => {
        this.batches.push(batch.events.map(({ key, data }) => `${key} ${(data as ConsentState).version}`));
        return this.handle(batch as Batch<ConsentState>);
      },
    });
    this.pipeline.assign([0, 1, 2]);
  }

  /** A person says that the conversation may go on. */
  release(key: string): void {
    for (const row of this.loop.database.tables.parked) if (row.key === key) row.released = true;
  }
}

/** The record of a subscriber's event number `n`. */
export function record(key: string, n: number, partition = 0): IncomingRecord {
  const { id, data, origin } = event(key, n);
  return receivedExample(consentState, {
    data,
    attributes: { id, key },
    place: { partition, offset: origin.offset },
  });
}
