import type { Logger } from '@nestjs/common';
import type { ConsumerRunConfig, EachBatchPayload, Kafka } from 'kafkajs';
import { ConsumerLoop } from './consumer-loop.js';
import type { TopicPipeline } from './topic-pipeline.js';

type Offsets = readonly { topic: string; partition: number; offset: string }[];
type Joined = (event: { payload: { memberAssignment: Record<string, number[]> } }) => void;

/** A group member of kafkajs that does nothing but tell what it was asked to commit. */
class Member {
  readonly committed: Offsets[] = [];
  fails = false;
  joined: Joined = () => undefined;
  private config: ConsumerRunConfig = {};

  readonly kafka = {
    consumer: () => ({
      on: (_name: string, listener: Joined) => (this.joined = listener),
      connect: () => Promise.resolve(),
      subscribe: () => Promise.resolve(),
      disconnect: () => Promise.resolve(),
      run: (config: ConsumerRunConfig) => {
        this.config = config;
        return Promise.resolve();
      },
      commitOffsets: (offsets: Offsets) => {
        if (this.fails) return Promise.reject(new Error('REBALANCE_IN_PROGRESS'));
        this.committed.push(offsets);
        return Promise.resolve();
      },
    }),
  } as unknown as Kafka;

  async take(partition: number, lastOffset: number): Promise<void> {
    const taking = this.config.eachBatch!({
      batch: { topic: 't', partition, messages: [], lastOffset: () => String(lastOffset) },
      resolveOffset: () => undefined,
      heartbeat: () => Promise.resolve(),
      isRunning: () => true,
      isStale: () => false,
    } as unknown as EachBatchPayload);
    await jest.advanceTimersByTimeAsync(20);
    await taking;
  }
}

const pipeline = {
  assign: () => undefined,
  process: () => Promise.resolve(),
  tidy: () => Promise.resolve(),
  close: () => Promise.resolve(),
} as unknown as TopicPipeline;
const logger = { debug: () => undefined, warn: () => undefined } as unknown as Logger;

describe('offsets', () => {
  let member: Member;
  let loop: ConsumerLoop;

  beforeEach(async () => {
    jest.useFakeTimers();
    member = new Member();
    loop = new ConsumerLoop(
      member.kafka,
      'spec',
      new Map([['t', pipeline]]),
      logger,
      new AbortController().signal,
    );
    await loop.start();
    member.joined({ payload: { memberAssignment: { t: [0, 1] } } });
  });

  afterEach(() => jest.useRealTimers());

  it('are committed once a second, and the last at the end', async () => {
    await member.take(0, 9);
    await jest.advanceTimersByTimeAsync(1000);
    await member.take(1, 4);
    await loop.close();
    expect(member.committed).toEqual([
      [{ topic: 't', partition: 0, offset: '10' }],
      [{ topic: 't', partition: 1, offset: '5' }],
    ]);
  });

  it('that could not be committed are committed with the next, the newest of each partition', async () => {
    member.fails = true;
    await member.take(0, 9);
    await member.take(1, 4);
    await jest.advanceTimersByTimeAsync(1000);
    await member.take(0, 12);
    member.fails = false;
    await loop.close();
    expect(member.committed.flat().toSorted((a, b) => a.partition - b.partition)).toEqual([
      { topic: 't', partition: 0, offset: '13' },
      { topic: 't', partition: 1, offset: '5' },
    ]);
  });

  it('of a partition that went to another are not committed any more', async () => {
    await member.take(0, 9);
    await member.take(1, 4);
    member.joined({ payload: { memberAssignment: { t: [1] } } });
    await loop.close();
    expect(member.committed).toEqual([[{ topic: 't', partition: 1, offset: '5' }]]);
  });
});
