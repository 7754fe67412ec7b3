import { consentState } from '@parley/contracts';
import { StoppedError } from './backoff.js';
import { person, type MemoryLoop } from './memory-loop.builder.js';
import { PipelineStory, record } from './topic-pipeline.builder.js';
import type { TopicPipeline } from './topic-pipeline.js';

const [ann, bob, cem] = [person(1), person(2), person(3)];
let story: PipelineStory;
let loop: MemoryLoop;
let pipeline: TopicPipeline;

beforeEach(() => {
  story = new PipelineStory();
  ({ loop, pipeline } = story);
});

describe('a topic of a consumer', () => {
  it('puts the partitions of one fetch into one batch', async () => {
    const all = [ann, bob, cem].map((key, i) => pipeline.process(i, [record(key, 1, i), record(key, 2, i)]));
    await Promise.all(all);
    expect(story.batches).toEqual([[ann, bob, cem].flatMap((key) => [`${key} 1`, `${key} 2`])]);
    expect(loop.topics.requests).toEqual([6]);
  });

  it('puts what comes while a batch is under way into the next, in order', async () => {
    const first = pipeline.process(0, [record(ann, 1)]);
    await new Promise(setImmediate);
    await Promise.all([
      first,
      pipeline.process(1, [record(bob, 1, 1)]),
      pipeline.process(2, [record(cem, 1, 2)]),
    ]);
    expect(story.batches.flat()).toEqual([`${ann} 1`, `${bob} 1`, `${cem} 1`]);
  });

  it('takes what comes at the very moment it falls idle', async () => {
    for (let n = 1; n <= 5; n += 1) await pipeline.process(0, [record(ann, n)]);
    expect(loop.topics.told).toEqual([1, 2, 3, 4, 5].map((n) => `${ann} ${n}`));
  });

  it('sets a record that cannot be taken aside, and takes the others', async () => {
    const poison = { ...record(bob, 1), value: Buffer.from('{"subscriber":') };
    await pipeline.process(0, [record(ann, 1), poison, record(cem, 1)]);
    const letters = loop.topics.records.filter(({ topic }) => topic === `${consentState.topic}.spec.dlq`);
    expect(
      letters.map(({ headers, value }) => [headers['dlq-reason'], headers['dlq-offset'], value]),
    ).toEqual([['SCHEMA_INVALID', poison.offset, '{"subscriber":']]);
    expect(story.batches).toEqual([[`${ann} 1`, `${cem} 1`]]);
  });

  it('hands a batch again to a handler that failed as a whole, and skips nothing', async () => {
    const good = story.handle;
    let failures = 0;
    story.handle = (batch) => (failures++ === 0 ? Promise.reject(new Error('not ready')) : good(batch));
    await pipeline.process(0, [record(ann, 1)]);
    expect(story.batches).toEqual([[`${ann} 1`], [`${ann} 1`]]);
    expect(loop.topics.told).toEqual([`${ann} 1`]);
  });

  it('gives records back when it stops while infrastructure is away', async () => {
    loop.topics.failures = Number.POSITIVE_INFINITY;
    const processing = pipeline.process(0, [record(ann, 1)]);
    loop.stop.abort();
    await expect(processing).rejects.toThrow(StoppedError);
    await pipeline.close();
  });
});

describe('a partition that comes from another owner', () => {
  /** As its former owner left it: committed, and not published. */
  async function leave(key: string, partition: number): Promise<void> {
    const told = { topic: 'left', key, value: JSON.stringify({ subscriber: key, attempt: 0 }), headers: {} };
    const { outbox } = loop.context;
    await loop.database.commit(outbox.statements([outbox.entry(partition, [told])]));
  }

  it('is told what was left before anything new', async () => {
    await leave(bob, 5);
    pipeline.assign([5]);
    await pipeline.process(5, [record(ann, 1, 5)]);
    expect(loop.topics.told).toEqual([`${bob} 0`, `${ann} 1`]);
    expect(loop.database.tables.outbox).toHaveLength(1); // Ann's, forgotten with the next commit
  });

  it('is drained also when it comes while another is being drained', async () => {
    await leave(bob, 5);
    await leave(cem, 6);
    pipeline.assign([5]);
    let rebalances = 0;
    loop.database.before = (names) => {
      if (names.includes('parking.keys') && rebalances++ === 0) pipeline.assign([5, 6]);
    };
    await pipeline.process(5, [record(ann, 1, 5)]);
    await pipeline.process(6, [record(ann, 2, 6)]);
    expect(loop.topics.told).toEqual([`${bob} 0`, `${cem} 0`, `${ann} 1`, `${ann} 2`]);
  });

  it('brings its parked conversations with it', async () => {
    story.isBad = (key) => key === bob;
    pipeline.assign([5]);
    await pipeline.process(5, [record(bob, 1, 5)]);
    story.isBad = () => false;
    pipeline.assign([]);
    pipeline.assign([5]);
    await pipeline.process(5, [record(bob, 2, 5), record(ann, 1, 5)]);
    expect(loop.topics.told).toEqual([`${ann} 1`]);
    expect(loop.parked).toEqual([`${bob} 1`, `${bob} 2`]);
  });
});
