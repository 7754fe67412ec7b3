import { counting, event, MemoryLoop, person } from './memory-loop.builder.js';

const [ann, ben] = [person(1), person(2)];

/** Another replica forgets somebody; this one has not looked yet. */
function forget(loop: MemoryLoop, key: string): void {
  loop.erasures.added.set(key, 5000);
  loop.database.erasures = 1;
}

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
    forget(loop, ann);
    await loop.batch([event(ann, 1), event(ben, 1)]).run(counting(loop.database));
    expect(loop.topics.told).toEqual([`${ben} 1`]);
    expect(loop.erased).toEqual([`${ann} 1`]);
  });

  it('sets nothing aside of who was forgotten meanwhile', async () => {
    const loop = new MemoryLoop();
    forget(loop, ann);
    const bad = counting(loop.database, () => true);
    await loop.batch([event(ann, 1), event(ann, 2), event(ben, 1)]).run({
      ...bad,
      remains: (each) => (each.data.version === 2 ? each : undefined),
    });
    expect(loop.parked).toEqual([`${ann} 2`, `${ben} 1`]);
  });

  it('sets nothing aside of them either where PostgreSQL refuses what is to be kept', async () => {
    const loop = new MemoryLoop();
    loop.database.refuses = () => true;
    loop.database.before = (names) => {
      if (names.includes('parking.park') && loop.erasures.revision === 0) forget(loop, ann);
    };
    const steps = counting(loop.database);
    await loop.batch([event(ann, 1), event(ann, 2)]).run({
      ...steps,
      remains: (each) => (each.data.version === 2 ? each : undefined),
    });
    expect([loop.parked, loop.poisoned.length, loop.erased]).toEqual([[`${ann} 2`], 1, [`${ann} 1`]]);
  });

  it('looks who was forgotten before it decides for the first time', async () => {
    const loop = new MemoryLoop();
    loop.erasures.isKnown = false;
    loop.erasures.added.set(ann, 5000);
    await loop.batch([event(ann, 1)]).run(counting(loop.database));
    expect([loop.topics.told, loop.erased]).toEqual([[], [`${ann} 1`]]);
  });
});
