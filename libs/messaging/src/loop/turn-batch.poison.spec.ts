import { mtStatus } from '@parley/contracts';
import { DatabaseError } from '@parley/persistence';
import fc from 'fast-check';
import { effect } from '../decision.js';
import { counting, event, MemoryLoop, person } from './memory-loop.builder.js';

const [ann, bob, cem] = [person(1), person(2), person(3)];
let loop: MemoryLoop;

beforeEach(() => {
  loop = new MemoryLoop();
});

describe('an event that cannot be decided', () => {
  const bad = ({ key, data }: { key: string; data: { version: number } }) =>
    key === ann && data.version === 2;

  it('is parked with what follows of its conversation, in order; everybody else goes on', async () => {
    const events = [event(ann, 1), event(bob, 1), event(ann, 2), event(ann, 3), event(bob, 2)];
    const batch = loop.batch(events);
    await batch.run(counting(loop.database, bad));
    expect(batch.completed).toBe(true);
    expect(loop.topics.told).toEqual([`${ann} 1`, `${bob} 1`, `${bob} 2`]);
    expect(loop.counts[ann]).toEqual({ count: 1, last: 1 });
    expect(loop.parked).toEqual([`${ann} 2`, `${ann} 3`]);
    expect(loop.database.tables.parked.map((row) => row.reason)).toEqual(['HANDLER_BUG', 'HANDLER_BUG']);
    expect(loop.poisoned).toEqual([events[2]!.id]);
  });

  it('is told once, when it is parked, however often that is tried', async () => {
    let away = 2;
    loop.database.before = () => {
      if (away-- > 0) throw DatabaseError.from({ code: 'ECONNREFUSED', message: 'connect ECONNREFUSED' });
      expect(loop.poisoned).toEqual([]);
    };
    const poison = event(ann, 2);
    await loop.batch([poison]).run(counting(loop.database, bad));
    expect([loop.retries.length, loop.poisoned]).toEqual([2, [poison.id]]);
  });

  it('is not taken for seen: once its bug is mended it takes effect', async () => {
    await loop.batch([event(ann, 2), event(ann, 3)]).run(counting(loop.database, bad));
    await loop.batch([event(ann, 2), event(ann, 3)]).run(counting(loop.database));
    expect(loop.topics.told).toEqual([`${ann} 1`, `${ann} 2`]);
  });

  it('that was seen before is dropped and not parked, whatever deciding it again would do', async () => {
    await loop.batch([event(ann, 2)]).run(counting(loop.database));
    await loop.batch([event(ann, 2), event(ann, 3)]).run(counting(loop.database, bad));
    expect(loop.parked).toEqual([]);
    expect(loop.poisoned).toEqual([]);
    expect(loop.topics.told).toEqual([`${ann} 1`, `${ann} 2`]);
  });

  it('is also one whose effects break their contract', async () => {
    const steps = counting(loop.database);
    const decide: typeof steps.decide = (state, each, nowMs) => {
      const decision = steps.decide(state, each, nowMs);
      if (each.key !== ann) return decision;
      return {
        ...decision,
        effects: [effect(mtStatus, 'told', { ...mtStatus.example, subscriber: 'nobody' })],
      };
    };
    await loop.batch([event(ann, 1), event(bob, 1)]).run({ ...steps, decide });
    expect(loop.parked).toEqual([`${ann} 1`]);
    expect(loop.topics.told).toEqual([`${bob} 1`]);
    expect(loop.counts).not.toHaveProperty([ann]);
  });
});

describe('a conversation whose state the database refuses', () => {
  it('is parked alone, and nobody else waits or is taken twice', async () => {
    loop.database.refuses = (value) => (value as [string])[0] === bob;
    const events = [event(ann, 1), event(bob, 1), event(cem, 1), event(bob, 2), event(ann, 2)];
    await loop.batch(events).run(counting(loop.database));
    expect(loop.parked).toEqual([`${bob} 1`, `${bob} 2`]);
    expect([...loop.topics.told].sort()).toEqual([`${ann} 1`, `${ann} 2`, `${cem} 1`]);
    expect(loop.counts).toEqual({ [ann]: { count: 2, last: 2 }, [cem]: { count: 1, last: 1 } });
    expect(loop.retries).toEqual([]);
  });

  it('is found among any number of others', async () => {
    const story = fc.array(fc.record({ who: fc.nat(11), bad: fc.boolean() }), {
      minLength: 1,
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(
        story,
        fc.func(fc.boolean()),
        fc.func(fc.boolean()),
        async (turns, refuses, throws) => {
          const memory = new MemoryLoop();
          const counters = new Map<string, number>();
          const events = turns.map(({ who }) => {
            const key = person(who);
            counters.set(key, (counters.get(key) ?? 0) + 1);
            return event(key, counters.get(key)!);
          });
          const isRefused = (key: string) => refuses(key);
          const cannot = ({ key, data }: { key: string; data: { version: number } }) =>
            throws(`${key} ${data.version}`);
          memory.database.refuses = (value) => isRefused((value as [string])[0]);
          await memory.batch(events).run(counting(memory.database, cannot));

          const told: string[] = [];
          const parked: string[] = [];
          for (const key of counters.keys()) {
            const versions = events.filter((each) => each.key === key).map((each) => each.data.version);
            const firstBad = versions.findIndex((version) => throws(`${key} ${version}`));
            // Refused by the database: all of it waits, unless nothing of it was to be saved.
            const good = isRefused(key) ? 0 : firstBad === -1 ? versions.length : firstBad;
            told.push(...versions.slice(0, good).map((version) => `${key} ${version}`));
            parked.push(...versions.slice(good).map((version) => `${key} ${version}`));
          }
          const byKey = (list: readonly string[]) =>
            [...counters.keys()].map((key) => list.filter((each) => each.startsWith(key)));
          expect(byKey(memory.topics.told)).toEqual(byKey(told));
          expect(byKey(memory.parked)).toEqual(byKey(parked));
          expect(memory.database.tables.inbox).toHaveLength(told.length);
        },
      ),
      { numRuns: 200 },
    );
  });
});
