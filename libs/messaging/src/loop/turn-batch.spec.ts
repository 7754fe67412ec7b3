import { readRecords } from '../outbox/outbox-records.js';
import { consentState, mtStatus } from '@parley/contracts';
import { eventIdFrom } from '../wire/event-id.js';
import { counting, event, MemoryLoop, person } from './memory-loop.builder.js';

const [ann, bob] = [person(1), person(2)];
let loop: MemoryLoop;

beforeEach(() => {
  loop = new MemoryLoop();
});

describe('a batch', () => {
  it('is one load, one commit and one publish, and each event sees what those before it made', async () => {
    const steps = counting(loop.database);
    await loop.batch([event(ann, 1), event(bob, 1), event(ann, 2), event(ann, 3)]).run(steps);
    expect(steps.loads).toBe(1);
    expect(loop.database.log).toEqual(['[inbox.take spec.save spec.save outbox.append-1]']);
    expect(loop.topics.requests).toEqual([4]);
    expect(loop.counts).toEqual({ [ann]: { count: 3, last: 3 }, [bob]: { count: 1, last: 1 } });
    expect(loop.topics.told).toEqual([`${ann} 1`, `${bob} 1`, `${ann} 2`, `${ann} 3`]);
  });

  it('goes on from what earlier batches saved', async () => {
    await loop.batch([event(ann, 1)]).run(counting(loop.database));
    await loop.batch([event(ann, 2)]).run(counting(loop.database));
    expect(loop.counts[ann]).toEqual({ count: 2, last: 2 });
  });

  it('drops an event that comes twice in it', async () => {
    await loop.batch([event(ann, 1), event(ann, 1), event(ann, 2)]).run(counting(loop.database));
    expect(loop.topics.told).toEqual([`${ann} 1`, `${ann} 2`]);
    expect(loop.database.tables.inbox).toHaveLength(2);
  });

  it('drops what an earlier one took, all of it or a part', async () => {
    await loop.batch([event(ann, 1), event(bob, 1)]).run(counting(loop.database));
    await loop.batch([event(ann, 1), event(bob, 1)]).run(counting(loop.database));
    await loop.batch([event(bob, 1), event(ann, 1), event(ann, 2)]).run(counting(loop.database));
    expect(loop.topics.told).toEqual([`${ann} 1`, `${bob} 1`, `${ann} 2`]);
    expect(loop.counts[ann]).toEqual({ count: 2, last: 2 });
  });

  it('leaves out what does not concern it, at the cost of no query', async () => {
    const steps = { ...counting(loop.database), concerns: ({ key }: { key: string }) => key === ann };
    await loop.batch([event(bob, 1)]).run(steps);
    expect(loop.database.log).toEqual([]);
    await loop.batch([event(bob, 1), event(ann, 1)]).run(steps);
    expect(loop.topics.told).toEqual([`${ann} 1`]);
  });

  it('tells the service once that its records are kept, after the commit', async () => {
    const kept: unknown[] = [];
    const committed = (records: readonly string[]): void =>
      void kept.push([records, loop.database.log.length]);
    await loop.batch([event(ann, 1), event(bob, 1)]).run({ ...counting(loop.database), committed });
    expect(kept).toEqual([[[`${ann} 1`, `${bob} 1`], 1]]);
  });

  it('keeps state by a key of its own where the service says so', async () => {
    const steps = { ...counting(loop.database), keyOf: () => 'everybody' };
    await loop.batch([event(ann, 1), event(bob, 1)]).run(steps);
    expect(loop.counts).toEqual({ everybody: { count: 2, last: 1 } });
  });
});

describe('an effect', () => {
  it('has the id, the key and the trace of its cause, whenever it is made again', async () => {
    const cause = event(ann, 1);
    await loop.batch([cause]).run(counting(loop.database));
    const replay = new MemoryLoop();
    await replay.batch([cause]).run(counting(replay.database));
    expect(replay.topics.records).toEqual(loop.topics.records);
    expect(loop.topics.records[0]).toMatchObject({
      topic: mtStatus.topic,
      key: ann,
      headers: {
        ce_id: eventIdFrom(cause.id, 'told'),
        ce_source: 'parley/spec',
        ce_time: '2025-11-20T12:00:00.000Z',
        ce_conversationid: cause.conversationId,
        traceparent: cause.traceparent,
      },
    });
  });

  it('waits in the outbox, by partition, until it is published, and is forgotten with the next commit', async () => {
    const at = (partition: number) => ({ ...event(ann, 1).origin, partition });
    const seen: [number, number][] = [];
    loop.topics.publish = async (records) => {
      const { outbox } = loop.database.tables;
      for (const row of outbox) seen.push([row.partition, readRecords(row.records).length]);
      await Promise.resolve(records);
    };
    await loop
      .batch([
        event(ann, 1, { origin: at(3) }),
        event(ann, 2, { origin: at(3) }),
        event(bob, 1, { origin: at(7) }),
      ])
      .run(counting(loop.database));
    expect(seen).toEqual([
      [3, 2],
      [7, 1],
    ]);
    const before = loop.database.tables.outbox.map((row) => row.id);
    await loop.batch([event(ann, 3)]).run(counting(loop.database));
    expect(loop.database.log.at(-1)).toContain('outbox.forget');
    expect(loop.database.tables.outbox.filter((row) => before.includes(row.id))).toEqual([]);
  });
});

describe('a former owner of the partition that was faster', () => {
  it('makes the batch decide again, on what is left and on what the other saved', async () => {
    const events = [event(ann, 1), event(ann, 2), event(bob, 1)];
    let overtaken = false;
    loop.database.before = (names) => {
      if (overtaken || !names.includes('inbox.take')) return;
      overtaken = true;
      loop.database.tables.inbox.push(`spec/${consentState.topic} ${events[0]!.id}`);
      loop.database.tables.saved.push([ann, { count: 1, last: 1 }]);
    };
    const steps = counting(loop.database);
    await loop.batch(events).run(steps);
    expect(steps.loads).toBe(2);
    expect(loop.topics.told).toEqual([`${ann} 2`, `${bob} 1`]);
    expect(loop.counts[ann]).toEqual({ count: 2, last: 2 });
    expect(loop.poisoned).toEqual([]);
  });

  it('may have taken everything: nothing is left to commit or to publish', async () => {
    const events = [event(ann, 1), event(bob, 1)];
    await loop.batch(events).run(counting(loop.database));
    const { inbox, saved } = loop.database.tables;
    await loop.batch(events).run(counting(loop.database));
    expect(loop.database.tables).toEqual({ inbox, saved, outbox: [], parked: [] });
    expect(loop.topics.requests).toEqual([2]);
  });
});
