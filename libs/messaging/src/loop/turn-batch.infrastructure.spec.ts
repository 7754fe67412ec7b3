import { DatabaseError } from '@parley/persistence';
import { StoppedError } from './backoff.js';
import { counting, event, MemoryLoop, person } from './memory-loop.builder.js';

const [ann, bob] = [person(1), person(2)];
const away = DatabaseError.from({ code: 'ECONNREFUSED', message: 'connect ECONNREFUSED' });
let loop: MemoryLoop;

beforeEach(() => {
  loop = new MemoryLoop();
});

/** Fails this many times. */
function times(count: number, error: unknown): () => void {
  let left = count;
  return () => {
    if (left-- > 0) throw error;
  };
}

describe('while infrastructure is away', () => {
  it('a commit is tried again in place until it stands, and takes effect once', async () => {
    loop.database.before = times(2, away);
    await loop.batch([event(ann, 1), event(bob, 1)]).run(counting(loop.database));
    expect(loop.retries).toEqual(['ECONNREFUSED', 'ECONNREFUSED']);
    expect(loop.topics.told).toEqual([`${ann} 1`, `${bob} 1`]);
    expect(loop.parked).toEqual([]);
  });

  it('a load is tried again in place', async () => {
    const steps = counting(loop.database);
    const fail = times(1, away);
    const load: typeof steps.load = async (keys, events) => {
      fail();
      return steps.load(keys, events);
    };
    await loop.batch([event(ann, 1)]).run({ ...steps, load });
    expect(loop.retries).toEqual(['ECONNREFUSED']);
    expect(loop.topics.told).toEqual([`${ann} 1`]);
  });

  it('what was committed is published again until Kafka takes it, and not committed again', async () => {
    loop.topics.failures = 2;
    await loop.batch([event(ann, 1)]).run(counting(loop.database));
    expect(loop.retries).toEqual(['KAFKA_UNAVAILABLE', 'KAFKA_UNAVAILABLE']);
    expect(loop.database.log).toHaveLength(1);
    expect(loop.topics.told).toEqual([`${ann} 1`]);
  });

  it('a stop ends the wait: nothing is skipped, and what was committed stays in the outbox', async () => {
    loop.topics.failures = Number.POSITIVE_INFINITY;
    const batch = loop.batch([event(ann, 1)]);
    const running = batch.run(counting(loop.database));
    loop.stop.abort();
    await expect(running).rejects.toThrow(StoppedError);
    expect(batch.failure).toBeInstanceOf(StoppedError);
    expect(batch.completed).toBe(false);
    expect(loop.database.tables.outbox).toHaveLength(1);
    expect(loop.topics.records).toEqual([]);
  });

  it('a commit that stood though its answer was lost takes effect once, and is told before what follows', async () => {
    loop.database.after = times(1, away);
    await loop.batch([event(ann, 1)]).run(counting(loop.database));
    await loop.batch([event(ann, 2)]).run(counting(loop.database));
    expect(loop.topics.told).toEqual([`${ann} 1`, `${ann} 2`]);
    expect(loop.counts[ann]).toEqual({ count: 2, last: 2 });
  });
});

describe('an error that is nobody’s conversation', () => {
  it.each(['load', 'save'] as const)('in %s ends the batch and skips nothing', async (step) => {
    const fail = () => {
      throw new TypeError('a bug');
    };
    const batch = loop.batch([event(ann, 1)]);
    await expect(batch.run({ ...counting(loop.database), [step]: fail })).rejects.toThrow('a bug');
    expect(batch.completed).toBe(false);
    expect(batch.failure).toBeInstanceOf(TypeError);
    expect(loop.parked).toEqual([]);
    expect(loop.database.tables.inbox).toEqual([]);
  });

  it('in the schema, as before a migration, parks nobody', async () => {
    loop.database.before = times(
      9,
      DatabaseError.from({ code: '42P01', message: 'relation does not exist' }),
    );
    const batch = loop.batch([event(ann, 1), event(bob, 1)]);
    await expect(batch.run(counting(loop.database))).rejects.toThrow('relation does not exist');
    expect(loop.poisoned).toEqual([]);
    expect(loop.parked).toEqual([]);
  });
});
