import { DatabaseError } from '@parley/persistence';
import { counting, event, MemoryLoop, person } from './memory-loop.builder.js';

const [ann, ben] = [person(1), person(2)];

describe('a batch with events of people who were forgotten', () => {
  it('drops those of before, counts them, and takes the others', async () => {
    const loop = new MemoryLoop();
    loop.erasures.until.set(ann, 5000);
    const old = event(ann, 1, { time: 5000 });
    await loop
      .batch([old, event(ann, 2, { time: 5001 }), event(ben, 1, { time: 1 })])
      .run(counting(loop.database));
    expect(loop.counts).toEqual({ [ann]: { count: 1, last: 2 }, [ben]: { count: 1, last: 1 } });
    expect(loop.erased).toEqual([`${ann} 1`]);
    expect(loop.database.tables.inbox).toHaveLength(2);
    expect(JSON.stringify(loop.database.tables)).not.toContain(old.id);
  });

  it('takes what may remain of them, in the form in which it remains', async () => {
    const loop = new MemoryLoop();
    loop.erasures.until.set(ann, 5000);
    const steps = counting(loop.database);
    await loop.batch([event(ann, 1), event(ann, 2)]).run({
      ...steps,
      remains: (each) =>
        each.data.version === 1 ? { ...each, data: { ...each.data, version: 7 } } : undefined,
    });
    expect(loop.counts).toEqual({ [ann]: { count: 1, last: 7 } });
    expect(loop.erased).toEqual([`${ann} 2`]);
  });

  it('decides again, knowing better, when somebody was forgotten meanwhile', async () => {
    const loop = new MemoryLoop();
    loop.erasures.added.set(ann, 5000);
    const known: unknown[] = [];
    loop.database.before = (names) => {
      if (!names.includes('inbox.take')) return;
      known.push(loop.erasures.revision);
      if (loop.erasures.revision === 0)
        throw DatabaseError.from({ code: '40001', message: 'ERASURES_MOVED_ON' });
    };
    await loop.batch([event(ann, 1), event(ben, 1)]).run(counting(loop.database));
    expect(known).toEqual([0, 1]);
    expect(loop.topics.told).toEqual([`${ben} 1`]);
    expect(loop.erased).toEqual([`${ann} 1`]);
  });

  it('looks who was forgotten before it decides for the first time', async () => {
    const loop = new MemoryLoop();
    loop.erasures.isKnown = false;
    loop.erasures.added.set(ann, 5000);
    await loop.batch([event(ann, 1)]).run(counting(loop.database));
    expect([loop.topics.told, loop.erased]).toEqual([[], [`${ann} 1`]]);
  });
});
