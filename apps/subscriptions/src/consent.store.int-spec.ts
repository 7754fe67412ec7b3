import { chainLink, GENESIS, type Database } from '@parley/persistence';
import { testDatabase } from '@parley/testing';
import type { PgConsentStore } from './consent.store.pg.js';
import { pgConsents } from './pg-consents.builder.js';
import type { StoredConsents } from './consent.store.js';
import { viewOf } from './consents.view.js';
import { apply, decide } from './domain/consent.decide.js';
import type { ConsentCommand } from './domain/consent.command.js';
import { initialState } from './domain/consent.state.js';
import { club, news, sender } from './domain/consent.story.js';
import { verifyChain } from './domain/ledger.chain.js';
import { storableText, type LedgerEntry } from './domain/ledger.entry.js';

const CAUSE = '5b1c7c1e-3f0a-5d1e-8a77-2f4f3c9d1b10';
const NOW = Date.parse('2026-11-20T15:00:00.123Z');
const said = { sender: sender.sender, source: 'keyword' } as const;
const joinClub: ConsentCommand = { kind: 'subscribe', program: 'club', ...said };
const joinNews: ConsentCommand = { kind: 'subscribe', program: 'news', ...said };
const yes: ConsentCommand = { kind: 'confirm', ...said };
const stop: ConsentCommand = { kind: 'opt_out', ...said };

let database: Database;
let store: PgConsentStore;
let people = 0;

beforeAll(async () => {
  ({ database } = await testDatabase());
  store = pgConsents(database);
});

/** A number that no other test here uses. */
function somebody(): string {
  people += 1;
  return `+1415555${String(1000 + people)}`;
}

/** What a turn makes of a loaded state. */
function turn(subscriber: string, loaded: StoredConsents | undefined, command: ConsentCommand, text = 'raw') {
  const before = loaded ?? { consents: initialState, head: GENESIS, revision: 0 };
  const decision = decide(before.consents, command, { sender, programs: [club, news], now: NOW });
  const evidence = { subscriber, causeId: CAUSE, text, matchedRule: 'keyword/exact@1', receivedAt: NOW - 7 };
  const entries: LedgerEntry[] = decision.entries.map((entry) => ({ ...entry, ...evidence }));
  return { state: { ...before, consents: apply(before.consents, command.sender, decision) }, entries };
}

/** Loads, takes the commands in one batch, and saves. */
async function take(subscriber: string, ...commands: ConsentCommand[]): Promise<void> {
  let state = (await store.load([subscriber])).get(subscriber);
  const entries: LedgerEntry[] = [];
  for (const command of commands) {
    const next = turn(subscriber, state, command);
    state = next.state;
    entries.push(...next.entries);
  }
  await database.commit(store.save(new Map([[subscriber, state!]]), entries));
}

describe('the consent store on PostgreSQL', () => {
  it('knows nothing of a stranger', async () => {
    const stranger = somebody();
    expect(await store.load([stranger])).toEqual(new Map());
    expect(await store.history(stranger)).toEqual({ entries: [] });
    expect(viewOf(stranger, { entries: [] })).toEqual({
      subscriber: stranger,
      version: 0,
      consents: [],
      ledger: [],
    });
  });

  it('gives back the state that was saved, batch after batch', async () => {
    const ann = somebody();
    await take(ann, joinClub, yes);
    await take(ann, joinNews, stop);
    const state = (await store.load([ann])).get(ann)!;
    expect(state).toMatchObject({ revision: 2, consents: { version: 6 } });
    expect(state.consents.standings.map(({ program, state: name }) => `${program} ${name}`)).toEqual([
      'club out',
      'news out',
      '* out',
    ]);
  });

  it('keeps a chain that verifies, and whose entries alone tell the state', async () => {
    const ann = somebody();
    const ben = somebody();
    await take(ann, joinClub, yes, joinNews);
    await take(ben, joinNews);
    await take(ann, stop);
    const { entries, head } = await store.history(ann);
    expect(verifyChain(entries, chainLink, GENESIS, head)).toEqual({ ok: true, entries: 6 });
    expect(entries[0]).toMatchObject({
      causeId: CAUSE,
      text: 'raw',
      shown: 'club: prompt',
      shownVersion: '1',
      receivedAt: NOW - 7,
      at: NOW,
    });
    const view = viewOf(ann, { entries });
    const { consents } = (await store.load([ann])).get(ann)!;
    expect(view).toMatchObject({ version: consents.version });
    expect(view.consents.map(({ program, state }) => [program, state])).toEqual(
      consents.standings.map(({ program, state }) => [program, state]),
    );
  });

  it('keeps words as they were written, whatever they hold', async () => {
    const ann = somebody();
    const text = storableText('"Stop"\\ {},\n🧶 NULL \0 \uD83D é e\u0301');
    const { state, entries } = turn(ann, undefined, stop, text);
    await store.load([ann]);
    await database.commit(store.save(new Map([[ann, state]]), entries));
    const history = await store.history(ann);
    expect(history.entries[0]?.text).toBe(text);
    expect(verifyChain(history.entries, chainLink, GENESIS, history.head).ok).toBe(true);
  });

  it('saves many people in one go', async () => {
    const crowd = Array.from({ length: 500 }, somebody);
    const turns = crowd.map((person) => [person, turn(person, undefined, joinClub)] as const);
    const changed = new Map(turns.map(([person, { state }]) => [person, state]));
    await store.load(crowd);
    const statements = store.save(
      changed,
      turns.flatMap(([, { entries }]) => entries),
    );
    expect(statements).toHaveLength(3);
    await database.commit(statements);
    expect((await store.load(crowd)).size).toBe(500);
  });

  it('keeps a state that changed without an entry', async () => {
    const ann = somebody();
    await take(ann, joinClub);
    await take(ann, joinClub);
    const state = (await store.load([ann])).get(ann)!;
    expect(state).toMatchObject({ revision: 2, consents: { version: 1, standings: [{ repeats: 1 }] } });
    expect((await store.history(ann)).head).toEqual({ version: 1, hash: state.head });
  });

  it.each([
    ['of somebody new', []],
    ['of somebody known', [joinClub, yes]],
  ])(
    'refuses, as worth deciding again, a state %s that somebody else changed meanwhile',
    async (_, known) => {
      const ann = somebody();
      const bystander = somebody();
      if (known.length > 0) await take(ann, ...known);
      const loaded = (await store.load([ann])).get(ann);
      await take(ann, stop);
      const late = turn(ann, loaded, joinNews);
      const other = turn(bystander, undefined, joinNews);
      await store.load([bystander]);
      const changed = new Map([
        [ann, late.state],
        [bystander, other.state],
      ]);
      await expect(
        database.commit(store.save(changed, [...late.entries, ...other.entries])),
      ).rejects.toMatchObject({
        code: '40001',
        transient: true,
        message: expect.stringContaining('CONSENT_MOVED_ON: 1 of 2') as string,
      });
      expect(await store.load([bystander])).toEqual(new Map());
    },
  );

  it.each([
    ['UPDATE', `UPDATE subscriptions.ledger SET "to" = 'in' WHERE subscriber = $1`],
    ['DELETE', 'DELETE FROM subscriptions.ledger WHERE subscriber = $1'],
    ['TRUNCATE', 'TRUNCATE subscriptions.ledger'],
  ])('refuses %s of the ledger', async (name, text) => {
    const ann = somebody();
    await take(ann, stop);
    const values = text.includes('$1') ? [database.rest.number(ann)] : [];
    await expect(database.query({ name: `test.${name}`, text, values })).rejects.toThrow(
      'LEDGER_APPEND_ONLY',
    );
    expect((await store.history(ann)).entries).toHaveLength(1);
  });
});
