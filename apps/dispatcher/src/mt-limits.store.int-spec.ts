import { hash } from 'node:crypto';
import { prepared, type Database, type Statement } from '@parley/persistence';
import { testDatabase } from '@parley/testing';
import { aText, Replica, texts } from './mt-queue.builder.js';
import { PgMtLimitsStore, repeats } from './mt-limits.store.pg.js';
import type { CountedText, Needs } from './mt-limits.store.js';

let database: Database;
let replica: Replica;
let limits: PgMtLimitsStore;

beforeAll(async () => {
  ({ database } = await testDatabase());
  replica = new Replica(database);
  limits = new PgMtLimitsStore(database, replica.words);
});

beforeEach(() =>
  replica.query(
    'TRUNCATE dispatcher.sent_days, dispatcher.prefix_counts, dispatcher.repeats, dispatcher.queue, dispatcher.mt, dispatcher.recipients, dispatcher.consents',
  ),
);

const today = new Date().toISOString().slice(0, 10);
const needs = (changed: Partial<Needs>): Needs => ({
  nowMs: Date.now(),
  campaigns: new Set(),
  capped: new Set(),
  prefixes: new Map(),
  repeats: new Map(),
  ...changed,
});
const text = (keys: CountedText): CountedText => keys;
const sha256 = (said: string): string => hash('sha256', said, 'hex');

describe('limits on PostgreSQL', () => {
  it('count texts under a cap by person, program and day', async () => {
    const capped = '+14155550101|club';
    const others = [
      text({ capped: '+14155550102|club', day: today }),
      text({ capped: '+14155550101|other', day: today }),
    ];
    await replica.commit(
      limits.save([text({ capped, day: today }), text({ capped, day: today }), ...others]),
    );
    await replica.commit(limits.save([text({ capped, day: today })]));
    const around = await limits.load(needs({ capped: new Set([capped]) }));
    expect(around.countedOf({ capped }).days).toEqual({ [today]: 3 });
    around.note(text({ capped, day: today }));
    expect(around.countedOf({ capped }).days).toEqual({ [today]: 4 });
  });

  it('count texts to a prefix in a sliding time and in a day, for senders with blanks too', async () => {
    const prefix = 'Warm Socks|+371200';
    await replica.commit(limits.save([text({ prefix }), text({ prefix })]));
    await replica.query(`UPDATE dispatcher.prefix_counts SET minute = minute - interval '20 minutes'`);
    await replica.commit(limits.save([text({ prefix })]));
    const load = async (withinMs: number) =>
      (await limits.load(needs({ prefixes: new Map([[prefix, withinMs]]) }))).countedOf({ prefix }).prefix;
    expect(await load(600_000)).toEqual({ within: 1, day: 3 });
    expect(await load(3_600_000)).toEqual({ within: 3, day: 3 });
    await replica.query(`UPDATE dispatcher.prefix_counts SET minute = minute - interval '25 hours'`);
    expect(await load(3_600_000)).toBeUndefined();
  });

  describe('of the same text to the same person', () => {
    const subscriber = '+14155550101';
    const said = 'Your parcel is there: naïve | 5 €';
    const counted = async (ofText: string, withinMs: number) => {
      const repeat = [subscriber, '12345', sha256(ofText)].join('|');
      const around = await limits.load(needs({ repeats: new Map([[repeat, withinMs]]) }));
      return around.countedOf({ repeat }).repeats;
    };
    /** As a text stands once it is settled. */
    const settle = (status: string) =>
      replica.query(
        `WITH gone AS (DELETE FROM dispatcher.queue RETURNING *)
         INSERT INTO dispatcher.mt (id, subscriber, sender, lane, purpose, body, segments, encoding, conversation_id,
           traceparent, attempt, status, status_rank, queued_at, text_mark)
         SELECT id, subscriber, sender, lane, purpose, body, segments, encoding, conversation_id,
           traceparent, 1, '${status}', 1, queued_at, text_mark FROM gone`,
      );
    /** As the release before queued it. */
    const asBefore = (text = said) =>
      replica.query('UPDATE dispatcher.queue SET text_mark = NULL, body = $1', text);

    it('count those that wait and those that went, and none that was refused', async () => {
      await replica.queue(...texts(3, { subscriber, text: said }));
      await settle('sent');
      await replica.queue(...texts(4, { subscriber, text: said }));
      await settle('refused');
      await replica.queue(...texts(2, { subscriber, text: said }));
      expect(await counted(said, 60_000)).toBe(5);
    });

    it('count sealed ones beside those of before, and refused ones never', async () => {
      await replica.queue(...texts(2, { subscriber, text: said }));
      await asBefore();
      await settle('sent');
      await replica.queue(aText({ subscriber, text: said }));
      await asBefore();
      expect(await counted(said, 60_000)).toBe(3);
      await settle('sent');
      await replica.queue(...texts(2, { subscriber, text: said }), aText({ subscriber, text: 'another' }));
      await replica.claims.register(['12345']);
      expect(await replica.sendAll()).toHaveLength(3);
      await replica.take({ kind: 'refused', mt: aText({ subscriber, text: said }), code: 'NO_CONSENT' });
      expect([await counted(said, 60_000), await counted('another', 60_000)]).toEqual([5, 1]);
    });

    it('count no other text, no other person, no other sender', async () => {
      const others = [{ text: `${said}.` }, { subscriber: '+14155550102' }, { sender: '67890' }];
      await replica.queue(...others.map((other) => aText({ subscriber, text: said, ...other })));
      expect(await counted(said, 60_000)).toBe(0);
      await settle('delivered');
      expect(await counted(said, 60_000)).toBe(0);
      expect(await counted(`${said}.`, 60_000)).toBe(1);
    });

    it('count what was queued within the time', async () => {
      await replica.queue(...texts(2, { subscriber, text: said, queuedAtMs: Date.now() - 400_000 }));
      await settle('sent');
      await replica.queue(aText({ subscriber, text: said, queuedAtMs: Date.now() - 400_000 }));
      expect([await counted(said, 300_000), await counted(said, 500_000)]).toEqual([0, 3]);
    });

    it('cost a look at the texts of the person alone, by a plan that was made while the queue was short', async () => {
      const { text: asked } = repeats();
      const rows = await database.commit([
        prepared('', 'SET LOCAL plan_cache_mode = force_generic_plan')(),
        prepared('', `PREPARE counting (text[], text[], text[], float8[], float8, integer[]) AS ${asked}`)(),
        prepared(
          '',
          `EXPLAIN EXECUTE counting ('{${subscriber}}', '{12345}', '{00}', '{300000}', 0, '{0}')`,
        )(),
        prepared('', 'DEALLOCATE counting')(),
      ]);
      const plan = JSON.stringify(rows[2]);
      expect(plan).not.toContain('Seq Scan');
      expect(plan).toMatch(/queue_by_subscriber.*Index Cond: \(\(subscriber = k\.subscriber\) AND \(sender/);
      expect(plan).toMatch(/mt_by_subscriber.*Index Cond: \(\(subscriber = k\.subscriber\) AND \(settled_at/);
    });
  });

  it('forget what is old', async () => {
    await replica.commit(
      limits.save([text({ capped: '+14155550101|club', day: '2020-01-01', prefix: 'a|+1' })]),
    );
    await replica.query(`UPDATE dispatcher.prefix_counts SET minute = minute - interval '2 days'`);
    await replica.query(
      `INSERT INTO dispatcher.repeats VALUES ('+1415', 'a', 'h', now() - interval '2 days', gen_random_uuid())`,
    );
    await limits.prune();
    for (const table of ['sent_days', 'prefix_counts', 'repeats'])
      expect(await replica.query(`SELECT 1 FROM dispatcher.${table}`)).toEqual([]);
  });

  it('cost a query for each kind that a batch needs, and none when it needs none', async () => {
    const asked: string[] = [];
    const asking = {
      rest: database.rest,
      query: (statement: Statement) => {
        asked.push(statement.name);
        return Promise.resolve([]);
      },
      commit: () => Promise.reject(new Error('nothing to commit')),
    };
    const counting = new PgMtLimitsStore(asking, replica.words);
    await counting.load(needs({}));
    expect(asked).toEqual([]);
    await counting.load(needs({ campaigns: new Set(['autumn']), capped: new Set(['+14155550101|club']) }));
    expect(asked).toEqual(['limits.cancelled', 'limits.days']);
    expect(counting.save([])).toEqual([]);
  });
});

describe('what is known of a person', () => {
  const subscriber = '+14155550101';

  it('comes with their consents in one query: given up, and where they are; the newest word counts', async () => {
    const zone = (timeZone: string | undefined, version: number) =>
      replica.take({ kind: 'zone', subscriber, timeZone, version });
    expect(await replica.intake.load([subscriber])).toEqual(new Map());
    await zone('America/Chicago', 2);
    await zone('America/New_York', 1);
    const fact = { sender: '12345', program: 'club', state: 'in', version: 1 } as const;
    await replica.take({ kind: 'consent', subscriber, fact });
    expect((await replica.intake.load([subscriber])).get(subscriber)).toEqual({
      consents: { '12345/club': { state: 'in', version: 1 } },
      timeZone: 'America/Chicago',
      unreachable: false,
    });
    await replica.query('UPDATE dispatcher.recipients SET failures = 3, unreachable_since = now()');
    expect((await replica.intake.load([subscriber])).get(subscriber)).toMatchObject({ unreachable: true });
    await replica.take({ kind: 'reached', subscriber });
    expect((await replica.intake.load([subscriber])).get(subscriber)).toMatchObject({ unreachable: false });
    await zone(undefined, 3);
    expect((await replica.intake.load([subscriber])).get(subscriber)?.timeZone).toBeUndefined();
  });
});
