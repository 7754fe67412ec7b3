import { chainLink, GENESIS, type Database } from '@parley/persistence';
import { testDatabase } from '@parley/testing';
import type { DataKeys } from '@parley/vault';
import { takeTurn } from './consent.turn.js';
import type { PgConsentStore } from './consent.store.pg.js';
import type { ConsentCommand } from './domain/consent.command.js';
import { club, news, sender } from './domain/consent.story.js';
import { verifyChain } from './domain/ledger.chain.js';
import { viewOf } from './consents.view.js';
import { PgErasureStore } from './erasure.store.pg.js';
import { people, pgConsents, specKeys } from './pg-consents.builder.js';
import { PgPreferenceStore } from './preference.store.pg.js';

const [ANN, BEN] = ['+14155550101', '+14155550102'] as const;
const NOW = Date.parse('2026-11-20T15:00:00.123Z');
const said = { sender: sender.sender, source: 'keyword' } as const;
const CAUSE = '5b1c7c1e-3f0a-5d1e-8a77-2f4f3c9d1b10';

let database: Database;
let keys: DataKeys;
let consents: PgConsentStore;
let erasure: PgErasureStore;

beforeAll(async () => {
  ({ database } = await testDatabase());
  keys = specKeys(database);
  consents = pgConsents(database, keys);
  erasure = new PgErasureStore(database, keys, people);
});

async function writes(subscriber: string, text: string, command: ConsentCommand): Promise<void> {
  const stored = (await consents.load([subscriber])).get(subscriber);
  const evidence = { subscriber, causeId: CAUSE, text, receivedAt: NOW };
  const turn = takeTurn(stored, command, { sender, programs: [club, news], now: NOW }, evidence);
  await database.commit(consents.save(new Map([[subscriber, turn.state!]]), turn.records ?? []));
}

/** As the loop does it: the others hear of it before they decide anything more. */
async function erase(subscriber: string): Promise<void> {
  await database.commit(erasure.erase([subscriber]));
  keys.forget([people.ofPerson(subscriber)]);
}

const textsOf = async (subscriber: string) =>
  (await consents.history(subscriber)).entries.map(({ text }) => text);

describe('an erasure in the ledger', () => {
  it('makes texts unreadable, and neither breaks the chain nor lifts an opt-out', async () => {
    for (const person of [ANN, BEN])
      await writes(person, 'Join, kanarienvogel', { kind: 'subscribe', program: 'news', ...said });
    await writes(ANN, 'Stop, says Ann', { kind: 'opt_out', ...said });
    expect(await textsOf(ANN)).toEqual(['Join, kanarienvogel', 'Stop, says Ann', 'Stop, says Ann']);

    await erase(ANN);
    const { entries, head, erasedAt } = await consents.history(ANN);
    expect(verifyChain(entries, chainLink, GENESIS, head)).toEqual({ ok: true, entries: 3 });
    expect(JSON.stringify(entries)).not.toMatch(/kanarienvogel|says/);
    const view = viewOf(ANN, { entries, erasedAt: erasedAt! });
    expect(view.ledger.map(({ textErasedAt }) => textErasedAt)).toEqual(
      entries.map(() => new Date(erasedAt!).toISOString()),
    );
    expect(view.consents.find(({ program }) => program === '*')?.state).toBe('out');
    expect(await textsOf(BEN)).toEqual(['Join, kanarienvogel']);
  });

  it('is no end: what is written afterwards is sealed anew, and what was before stays closed', async () => {
    await writes(ANN, 'Start again', { kind: 'opt_in', ...said });
    const texts = await textsOf(ANN);
    expect(texts.slice(0, 3)).toEqual([undefined, undefined, undefined]);
    expect(texts.slice(3).every((text) => text === 'Start again')).toBe(true);
    const { entries, head } = await consents.history(ANN);
    expect(verifyChain(entries, chainLink, GENESIS, head).ok).toBe(true);
  });

  it('keeps no text and no number in the clear, from the first entry on', async () => {
    const rows = await database.query({
      name: 'spec.rows',
      text: 'SELECT l::text AS row FROM subscriptions.ledger l',
      values: [],
    });
    expect(rows.length).toBeGreaterThan(3);
    expect(JSON.stringify(rows)).not.toMatch(/kanarienvogel|says|Start again|415555/);
    expect(JSON.stringify(rows)).not.toContain(Buffer.from('kanarienvogel').toString('hex'));
  });

  it('forgets preferences, and lets their versions go on', async () => {
    const preferences = new PgPreferenceStore(database);
    const told = [{ preference: 'city', value: 'Oslo', since: NOW }];
    await database.commit(preferences.save(new Map([[ANN, { version: 4, told }]])));
    expect((await preferences.load([ANN])).get(ANN)).toEqual({ version: 4, told });
    const text = 'SELECT p::text AS row FROM subscriptions.preferences p';
    const [kept] = await database.query<{ row: string }>({ name: 'spec.kept', text, values: [] });
    expect(kept!.row).not.toMatch(/"Oslo|415555/);
    await erase(ANN);
    await erase(ANN);
    expect((await preferences.load([ANN])).get(ANN)).toEqual({ version: 5, told: [] });
  });
});
