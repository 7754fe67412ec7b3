import { counting, person, type MemoryLoop } from './memory-loop.builder.js';
import { PipelineStory, record } from './topic-pipeline.builder.js';
import type { TopicPipeline } from './topic-pipeline.js';

const [ann, bob] = [person(1), person(2)];
let story: PipelineStory;
let loop: MemoryLoop;
let pipeline: TopicPipeline;

beforeEach(async () => {
  story = new PipelineStory();
  ({ loop, pipeline } = story);
  story.isBad = (key) => key === bob;
  await pipeline.process(0, [record(bob, 1), record(ann, 1)]);
  story.isBad = () => false;
});

/** The numbers told to a subscriber, counted from 1 in the order they took effect. */
function told(key: string): number[] {
  return loop.topics.told.filter((each) => each.startsWith(key)).map((each) => Number(each.split(' ')[1]));
}

/** The numbers of the subscriber's events that were handed to the service, in order. */
function handed(key: string): number[] {
  const all = story.batches.flat().filter((each) => each.startsWith(key));
  return all.map((each) => Number(each.split(' ')[1]));
}

describe('a parked conversation', () => {
  it('waits: what comes for it is parked behind, and everybody else goes on', async () => {
    await pipeline.process(0, [record(bob, 2), record(ann, 2)]);
    await pipeline.tidy();
    expect(loop.parked).toEqual([`${bob} 1`, `${bob} 2`]);
    expect(loop.database.tables.parked.map((row) => row.reason)).toEqual(['HANDLER_BUG', 'BEHIND_PARKED']);
    expect([told(ann), told(bob)]).toEqual([[1, 2], []]);
  });

  it('goes on in order once it is released, and what comes after goes through', async () => {
    await pipeline.process(0, [record(bob, 2)]);
    story.release(bob);
    await pipeline.tidy();
    await pipeline.process(0, [record(bob, 3)]);
    expect(loop.parked).toEqual([]);
    expect(handed(bob)).toEqual([1, 1, 2, 3]);
    expect(told(bob)).toEqual([1, 2, 3]);
  });

  it('of somebody who was forgotten is released: an opt-out among what waited, and behind it, still counts', async () => {
    story.handle = (batch) =>
      batch.run({
        ...counting(loop.database),
        remains: (each) => (each.data.version > 1 ? each : undefined),
      });
    await pipeline.process(0, [record(bob, 2)]);
    loop.erasures.until.set(bob, Number.MAX_SAFE_INTEGER);
    await pipeline.process(0, [record(bob, 3)]);
    expect([loop.parked, told(bob)]).toEqual([[`${bob} 1`, `${bob} 2`], [1]]);
    story.release(bob);
    await pipeline.tidy();
    expect([loop.parked, loop.counts[bob]]).toEqual([[], { count: 2, last: 2 }]);
  });

  it('takes nothing in behind it of who was forgotten meanwhile', async () => {
    loop.erasures.added.set(bob, Number.MAX_SAFE_INTEGER);
    loop.database.erasures = 1;
    await pipeline.process(0, [record(bob, 2)]);
    expect([loop.parked, handed(bob), told(bob)]).toEqual([[`${bob} 1`], [1, 2], []]);
  });

  it('is parked again when it fails again, and can be released again', async () => {
    story.isBad = (key, version) => key === bob && version === 2;
    await pipeline.process(0, [record(bob, 2), record(bob, 3)]);
    story.release(bob);
    await pipeline.tidy();
    expect(loop.parked).toEqual([`${bob} 2`, `${bob} 3`]);
    await pipeline.process(0, [record(bob, 4)]);
    expect(loop.parked).toEqual([`${bob} 2`, `${bob} 3`, `${bob} 4`]);
    story.isBad = () => false;
    story.release(bob);
    await pipeline.tidy();
    expect(loop.counts[bob]).toEqual({ count: 4, last: 4 });
  });

  it('of more events than one batch takes lets nothing overtake the rest', async () => {
    await pipeline.process(
      0,
      Array.from({ length: 600 }, (_, i) => record(bob, i + 2)),
    );
    story.release(bob);
    await pipeline.tidy();
    await pipeline.process(0, [record(bob, 602)]);
    await pipeline.tidy();
    await pipeline.tidy();
    expect(handed(bob).slice(1)).toEqual(Array.from({ length: 602 }, (_, i) => i + 1));
    expect(loop.parked).toEqual([]);
  });

  it('loses none of its events when others of the same release are refused and the service dies then', async () => {
    story.isBad = (key) => key === ann;
    await pipeline.process(0, [record(ann, 2)]);
    story.isBad = () => false;
    story.release(ann);
    story.release(bob);
    loop.database.refuses = (value) => (value as [string])[0] === ann;
    let commits = 0;
    loop.database.before = (names) => {
      if (names.length > 1 && names.includes('inbox.take') && ++commits > 3) loop.stop.abort();
      if (loop.stop.signal.aborted) throw new Error('killed');
    };
    await pipeline.tidy();
    const effects = new Set(loop.database.tables.inbox);
    expect(effects.size + loop.parked.length).toBe(3); // Ann's first, and each of the two taken or still parked
  });

  it('is served also while batches never cease', async () => {
    story.release(bob);
    const tidied = pipeline.tidy();
    let stop = false;
    const load = (async () => {
      for (let n = 2; !stop; n += 1) {
        await Promise.all([
          pipeline.process(0, [record(ann, n)]),
          pipeline.process(1, [record(person(9), n, 1)]),
        ]);
      }
    })();
    await tidied;
    stop = true;
    await load;
    expect(told(bob)).toEqual([1]);
  });

  it('comes back without its waiting events being taken twice when their records come again', async () => {
    const again = record(bob, 2);
    await pipeline.process(0, [again]);
    await pipeline.process(0, [again]);
    expect(loop.parked).toEqual([`${bob} 1`, `${bob} 2`]);
    story.release(bob);
    await pipeline.tidy();
    await pipeline.process(0, [again]);
    expect(told(bob)).toEqual([1, 2]);
  });
});

describe('what a dead owner left in the outbox', () => {
  it('goes out by housekeeping, once it is old enough to be nobody’s', async () => {
    const row = loop.context.outbox.entry(1, [
      { topic: 'left', key: ann, value: JSON.stringify({ subscriber: ann, attempt: 99 }), headers: {} },
    ]);
    await loop.database.commit(loop.context.outbox.statements([row]));
    const set = (createdMs: number) => {
      const { tables } = loop.database;
      tables.outbox = tables.outbox.map((each) => ({ ...each, createdMs }));
    };
    set(performance.now() - 4000);
    await pipeline.tidy();
    expect(told(ann)).not.toContain(99);
    set(performance.now() - 6000);
    await pipeline.tidy();
    expect(told(ann)).toContain(99);
    expect(loop.database.tables.outbox).toEqual([]);
  });
});
