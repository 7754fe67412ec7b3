import { Logger } from '@nestjs/common';
import { numberTexted, programConfigured, senderConfigured } from '@parley/contracts';
import { ConfigDirectory } from '@parley/messaging';
import type { Database } from '@parley/persistence';
import { testDatabase } from '@parley/testing';
import type { ClaimMtsService } from './claim-mts.service.js';
import { MoveTextsService } from './move-texts.service.js';
import { aText, Replica } from './mt-queue.builder.js';
import { OurNumbers } from './our-numbers.js';
import { PoolPlaces } from './pool-places.js';
import { PoolStates } from './pool-states.service.js';
import { PgPoolsStore } from './pools.store.pg.js';

const [A, B, C] = ['+14155550100', '+14155550199', '77777'] as const;
const subscriber = '+14155550101';
let database: Database;
let replica: Replica;

beforeAll(async () => {
  Logger.overrideLogger(false);
  ({ database } = await testDatabase());
  replica = new Replica(database);
});

beforeEach(() =>
  replica.query(
    'TRUNCATE dispatcher.queue, dispatcher.mt, dispatcher.sticky_numbers, dispatcher.failing_numbers',
  ),
);

/** A dispatcher that knows a pool of these numbers, and a program of it. */
function aHouse(...numbers: readonly string[]) {
  const directory = new ConfigDirectory();
  const store = new PgPoolsStore(database);
  const ours = new OurNumbers(directory);
  const states = new PoolStates(store, ours);
  const places = new PoolPlaces(store, states, directory);
  const woken: string[] = [];
  const claims = { queued: (number: string) => woken.push(number) } as unknown as ClaimMtsService;
  const moving = new MoveTextsService(
    store,
    replica.intake,
    places,
    states,
    ours,
    directory,
    claims,
    database,
  );
  const configure = (...these: readonly string[]): void => {
    const pool = these.map((number) => ({ number, carrier: 'simulator', segmentsPerSecond: 1 }));
    const data = {
      ...senderConfigured.example,
      sender: 'WARM',
      numbers: these.length > 0 ? pool : undefined,
    };
    directory.apply(senderConfigured.topic, 'WARM', data);
  };
  const program = (name: string, failover?: 'allowed'): void => {
    const data = { ...programConfigured.example, program: name, sender: 'WARM', failover };
    directory.apply(programConfigured.topic, name, data);
  };
  configure(...numbers);
  return { store, states, places, moving, woken, configure, program };
}

type House = ReturnType<typeof aHouse>;

/** Queues a text as the intake does. @returns the number that it got */
async function queue(
  { places }: House,
  changed: { subscriber?: string; program?: string; from?: string } = {},
): Promise<string> {
  const text = { subscriber, sender: 'WARM', ...changed };
  const kept = await places.load([text]);
  const place = places.placeOf(text, kept)!;
  const mt = aText({ ...text, number: place.number, placed: place.keeps?.number === place.number });
  const { subscriber: whose, sender } = mt;
  await replica.take(
    ...(place.keeps ? [{ kind: 'number', subscriber: whose, sender, ...place.keeps } as const] : []),
    { kind: 'queued', mt },
  );
  return numberOf(mt.id);
}

async function numberOf(id: string): Promise<string> {
  const [row] = await replica.query<{ number: string }>(
    'SELECT number FROM dispatcher.queue WHERE id = $1',
    id,
  );
  return row!.number;
}

const numbersOfAll = async (): Promise<string[]> =>
  (await replica.query<{ number: string }>('SELECT number FROM dispatcher.queue ORDER BY seq')).map(
    ({ number }) => number,
  );

describe('a person and the numbers of a pool', () => {
  it('keep each other', async () => {
    const first = await queue(aHouse(A, B, C));
    // Another replica, and contracts that would give another number to most.
    for (let i = 0; i < 5; i += 1) expect(await queue(aHouse(C, B, A))).toBe(first);
  });

  it('are brought together by a text of theirs', async () => {
    const house = aHouse(A, B, C);
    const first = await queue(house);
    const other = [A, B, C].find((number) => number !== first)!;
    expect(await queue(house, { from: other })).toBe(other);
    expect(await queue(house)).toBe(other);
  });

  it('and by one that nothing answered', async () => {
    const house = aHouse(A, B, C);
    const first = await queue(house);
    const number = [A, B, C].find((each) => each !== first)!;
    const { subscriber: whose, sender } = { ...numberTexted.example, subscriber, sender: 'WARM' };
    await replica.take({ kind: 'number', subscriber: whose, sender, number, texted: true });
    expect(await queue(house)).toBe(number);
  });

  it('part when the number leaves the pool, and stay apart when it comes back', async () => {
    const house = aHouse(A, B, C);
    const first = await queue(house);
    house.configure(...[A, B, C].filter((number) => number !== first));
    const second = await queue(house);
    expect(second).not.toBe(first);
    house.configure(A, B, C);
    expect(await queue(house)).toBe(second);
  });

  it('are given by the first of two batches that decide at once, for the texts of both', async () => {
    const { places } = aHouse(A, B);
    const text = { subscriber, sender: 'WARM' };
    const decided = [A, B].map((number) => {
      const mt = aText({ ...text, number, placed: true });
      return replica
        .another()
        .take({ kind: 'number', ...text, number, texted: false }, { kind: 'queued', mt });
    });
    await Promise.all(decided);
    const [kept] = (await places.load([text])).values();
    expect(await numbersOfAll()).toEqual([kept, kept]);
  });

  it('are 1,000 to three numbers by their contracts, within 5%', async () => {
    const house = aHouse(A, B, C);
    const given: Record<string, number> = {};
    for (let i = 0; i < 1000; i += 1) {
      const number = house.places.placeOf(
        { subscriber: `+1415555${1000 + i}`, sender: 'WARM' },
        new Map(),
      )!.number;
      given[number] = (given[number] ?? 0) + 1;
    }
    for (const number of [A, B, C]) expect(Math.abs(given[number]! / 1000 - 1 / 3)).toBeLessThan(0.05);
  });

  it('are fewer where much waits', async () => {
    const house = aHouse(A, B);
    await replica.queue(...Array.from({ length: 90 }, () => aText({ sender: 'WARM', number: A })));
    await house.states.look();
    const given = Array.from({ length: 1000 }, (_, i) => {
      return house.places.placeOf({ subscriber: `+1415555${1000 + i}`, sender: 'WARM' }, new Map())!.number;
    });
    expect(given.filter((number) => number === A).length).toBeLessThan(300); // 1/4 beside 1: a fifth
  });
});

describe('texts that wait at a number', () => {
  it('go with their people when it leaves the pool', async () => {
    const house = aHouse(A, B);
    const first = await queue(house);
    await queue(house);
    const [left] = [A, B].filter((number) => number !== first) as [string];
    house.configure(left);
    await house.moving.work();
    expect(await numbersOfAll()).toEqual([left, left]);
    expect(await queue(house)).toBe(left);
    expect(house.woken).toEqual([left]);
  });

  it('stay where they are claimed', async () => {
    const house = aHouse(A, B);
    const first = await queue(house);
    await replica.claims.register([first]);
    expect(await replica.claimedIds({ sender: first })).toHaveLength(1);
    house.configure(...[A, B].filter((number) => number !== first));
    await house.moving.work();
    expect(await numbersOfAll()).toEqual([first]);
  });

  it('are the sender’s again when it is no pool any more, and the pool’s when it becomes one', async () => {
    const house = aHouse(A, B);
    await queue(house);
    house.configure();
    await house.moving.work();
    expect(await numbersOfAll()).toEqual([null]);
    house.configure(A, B);
    await house.moving.work();
    expect([A, B]).toContain((await numbersOfAll())[0]);
  });

  const failing = { failing: [{ number: A, code: 'ACCOUNT_SUSPENDED' }], well: [] };

  /** One at a number that fails, whose texts may go from another under one of two programs. */
  async function aFailing(): Promise<House> {
    const house = aHouse(A, B);
    house.program('club', 'allowed');
    house.program('news');
    await replica.take({ kind: 'number', subscriber, sender: 'WARM', number: A, texted: true });
    return house;
  }

  it('wait while it fails, but those of programs that may go from another', async () => {
    const house = await aFailing();
    for (const program of ['club', 'news', undefined]) expect(await queue(house, { program })).toBe(A);
    await house.store.note(failing);
    await house.states.look();
    await house.moving.work();
    expect(await numbersOfAll()).toEqual([B, A, A]);
    expect(await queue(house, { program: 'club' })).toBe(B);
    expect(await queue(house, { program: 'news' })).toBe(A);
    expect(await queue(house)).toBe(A);
  });

  it('are tried at once at the other, unless their carrier may have them (I3)', async () => {
    const house = await aFailing();
    await queue(house, { program: 'club' });
    await queue(house, { program: 'club' });
    await replica.query("UPDATE dispatcher.queue SET attempt = 1, due_at = now() + interval '1 hour'");
    await replica.query(
      'UPDATE dispatcher.queue SET maybe_taken = true WHERE seq = (SELECT max(seq) FROM dispatcher.queue)',
    );
    await house.store.note(failing);
    await house.states.look();
    await house.moving.work();
    const rows = await replica.query(
      'SELECT number, due_at <= now() AS due FROM dispatcher.queue ORDER BY seq',
    );
    expect(rows).toEqual([
      { number: B, due: true },
      { number: A, due: false },
    ]);
  });

  it('go from it again once a carrier takes something from it', async () => {
    const house = await aFailing();
    await house.store.note(failing);
    await house.states.look();
    expect(await queue(house, { program: 'club' })).toBe(B);
    house.states.note(A, { kind: 'submitted', carrierMessageId: 'c-1' });
    await house.states.look();
    expect(await queue(house, { program: 'club' })).toBe(A);
  });

  it('is known to fail by what attempts from it came to, for all replicas', async () => {
    const house = await aFailing();
    house.states.note(A, { kind: 'rejected', code: 'INVALID_SENDER', carrierCode: '21606' });
    await house.states.look();
    const other = aHouse(A, B);
    await other.states.look();
    expect([other.states.fails(A), other.states.fails(B)]).toEqual([true, false]);
  });
});
