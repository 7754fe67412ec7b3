import type { Database } from '@parley/persistence';
import { SPEC_PEPPER, testDatabase } from '@parley/testing';
import { proveConsent } from '../../../tools/parley/consent/prove.js';
import { sealedTextsOf } from '../../../tools/parley/consent/sealed-texts.js';
import { verifyLedger } from '../../../tools/parley/consent/verify-ledger.js';
import type { House } from '../../../tools/parley/platform/house-database.js';
import { pgConsents } from './pg-consents.builder.js';
import { takeTurn } from './consent.turn.js';
import type { StoredConsents } from './consent.store.js';
import type { ConsentCommand } from './domain/consent.command.js';
import { club, news, sender } from './domain/consent.story.js';
import type { LedgerEntry } from './domain/ledger.entry.js';

const NOW = Date.parse('2026-11-20T15:00:00.123Z');
const CAUSE = '5b1c7c1e-3f0a-5d1e-8a77-2f4f3c9d1b10';
const [ann, ben, cem] = ['+14155550101', '+14155550102', '+14155550103'] as const;
const from = { sender: sender.sender, source: 'keyword' } as const;

let database: Database;
let house: House;

let statements = 0;
const sql = (text: string) => database.query({ name: `test.${(statements += 1)}`, text, values: [] });

const kept = (subscriber: string) => database.rest.number(subscriber);

async function take(subscriber: string, ...commands: ConsentCommand[]): Promise<void> {
  const store = pgConsents(database);
  let state: StoredConsents | undefined = (await store.load([subscriber])).get(subscriber);
  const entries: LedgerEntry[] = [];
  for (const command of commands) {
    const evidence = {
      subscriber,
      causeId: CAUSE,
      text: 'Join "é" 🧶',
      matchedRule: 'keyword/exact@1',
      receivedAt: NOW,
    };
    const context = { sender, programs: [club, news], now: NOW + 7 };
    const turn = takeTurn(state, command, context, evidence);
    state = turn.state ?? state;
    entries.push(...(turn.records ?? []));
  }
  await database.commit(store.save(new Map([[subscriber, state!]]), entries));
}

beforeAll(async () => {
  const test = await testDatabase();
  ({ database } = test);
  house = { databaseUrl: test.url, pepper: SPEC_PEPPER };
  const disclosure = { text: 'Text me.', version: '7' };
  const join: ConsentCommand = { kind: 'subscribe', program: 'club', ...from, disclosure };
  for (const person of [ann, ben, cem]) await take(person, join, { kind: 'confirm', ...from });
  await take(ben, { kind: 'opt_out', ...from });
  await sql('CREATE TABLE subscriptions.ledger_copy AS TABLE subscriptions.ledger');
  await sql('CREATE TABLE subscriptions.consents_copy AS TABLE subscriptions.consents');
  // What somebody with the owner's rights could do.
  await sql('ALTER TABLE subscriptions.ledger DISABLE TRIGGER ledger_append_only');
});

afterEach(async () => {
  for (const table of ['ledger', 'consents']) {
    await sql(`DELETE FROM subscriptions.${table}`);
    await sql(`INSERT INTO subscriptions.${table} SELECT * FROM subscriptions.${table}_copy`);
  }
});

const found = async (published?: Map<string, number>) =>
  (await verifyLedger(house, undefined, published)).broken
    .map(({ subscriber, code, version }) => [subscriber, code, version])
    .sort();

describe('the verification of the whole ledger', () => {
  it('finds nothing where nothing was altered, and counts what it saw', async () => {
    const pages: number[] = [];
    const verification = await verifyLedger(house, (entries) => pages.push(entries));
    expect(verification).toMatchObject({ subscribers: 3, entries: 8, broken: [] });
    expect(pages).toEqual([8]);
  });

  const second = () => `WHERE subscriber = '${kept(ben)}' AND version = 2`;
  const oneCharacter = (column: string) => `"${column}" = overlay("${column}" placing '#' from 1 for 1)`;
  const oneByte = (column: string) =>
    `"${column}" = set_byte("${column}", 31, get_byte("${column}", 31) # 1)`;
  it.each([
    ...['sender', 'program', 'rule', 'source', 'matched_rule'].map(oneCharacter),
    ...['disclosure', 'disclosure_version', 'shown', 'shown_version'].map(oneCharacter),
    `"from" = 'none'`,
    `"to" = 'out'`,
    `cause_id = '5b1c7c1e-3f0a-5d1e-8a77-2f4f3c9d1b11'`,
    `received_at = received_at - interval '1 millisecond'`,
    `honoured_at = honoured_at + interval '1 millisecond'`,
    `received_at = received_at + interval '1 microsecond'`,
    `honoured_at = 'infinity'`,
    `expires_at = '2026-12-01'`,
    'shown = NULL',
    ...['hash', 'prev_hash', 'sealed_text'].map(oneByte),
    'sealed_text = NULL',
    `text = 'Join', sealed_text = NULL`,
  ])('finds one altered byte: %s', async (change) => {
    await sql(`UPDATE subscriptions.ledger SET ${change} ${second()}`);
    const broken = await found();
    expect(broken).toHaveLength(1);
    expect(broken[0]).toEqual([ben, expect.stringMatching(/ALTERED|LINK_BROKEN/), 2]);
  });

  it('finds an entry that was moved to somebody else, and where it is missing', async () => {
    await sql(
      `UPDATE subscriptions.ledger SET subscriber = '${kept(ann)}', version = 3 WHERE subscriber = '${kept(ben)}' AND version = 3`,
    );
    expect(await found()).toEqual([
      [ann, 'LEDGER_LINK_BROKEN', 3],
      [ben, 'LEDGER_GAP', 3],
    ]);
  });

  it.each([
    ['the newest entry', 4, 'LEDGER_CUT_OFF', 3],
    ['one in between', 2, 'LEDGER_GAP', 2],
    ['the first', 1, 'LEDGER_GAP', 1],
  ])('finds that %s was deleted', async (_, version, code, at) => {
    await sql(`DELETE FROM subscriptions.ledger WHERE subscriber = '${kept(ben)}' AND version = ${version}`);
    expect(await found()).toEqual([[ben, code, at]]);
  });

  it('finds that a whole ledger was deleted, or what says where it ends', async () => {
    await sql(`DELETE FROM subscriptions.ledger WHERE subscriber = '${kept(ben)}'`);
    await sql(`DELETE FROM subscriptions.consents WHERE subscriber = '${kept(cem)}'`);
    expect(await found()).toEqual([
      [ben, 'LEDGER_GONE', 0],
      [cem, 'LEDGER_HEAD_MISSING', 2],
    ]);
    expect((await proveConsent(house, ben)).verdict).toMatchObject({ ok: false, code: 'LEDGER_GONE' });
  });

  it('finds, by what was published, who was removed as a whole or set back', async () => {
    const published = () =>
      new Map([
        [ann, 2],
        [ben, 4],
        [cem, 2],
      ]);
    expect(await found(published())).toEqual([]);
    // Newer than what was published when that was read is as it should be.
    expect(await found(new Map([[ben, 3]]))).toEqual([]);
    for (const table of ['ledger', 'consents'])
      await sql(`DELETE FROM subscriptions.${table} WHERE subscriber = '${kept(ben)}'`);
    expect(await found()).toEqual([]);
    expect(await found(published())).toEqual([[ben, 'LEDGER_GONE', 0]]);
    expect(await found(published().set(ann, 3))).toEqual([
      [ann, 'LEDGER_CUT_OFF', 2],
      [ben, 'LEDGER_GONE', 0],
    ]);
  });

  it.each([
    [`head = set_byte(head, 0, get_byte(head, 0) # 1)`, 'LEDGER_CUT_OFF'],
    ['version = version + 1', 'LEDGER_CUT_OFF'],
    [`state = jsonb_set(state, '{0,state}', '"in"')`, 'STATE_DIFFERS'],
    [`state = '[]'`, 'STATE_DIFFERS'],
  ])('finds a state that is not what the ledger tells: %s', async (change, code) => {
    await sql(`UPDATE subscriptions.consents SET ${change} WHERE subscriber = '${kept(ben)}'`);
    expect(await found()).toEqual([[ben, code, 4]]);
  });

  it('finds a chain that was forged anew from an entry on, by what is kept beside it', async () => {
    await sql(`UPDATE subscriptions.ledger l SET hash = sha256('x') ${second()}`);
    await sql(
      `UPDATE subscriptions.ledger SET prev_hash = sha256('x') WHERE subscriber = '${kept(ben)}' AND version = 3`,
    );
    expect(await found()).toEqual([[ben, 'LEDGER_ENTRY_ALTERED', 2]]);
  });
});

describe('a proof', () => {
  it('says since when and by what words, program by program', async () => {
    const texts = await sealedTextsOf(house, ann, { PARLEY_PEPPER: SPEC_PEPPER });
    const proof = await proveConsent(house, ann, texts);
    expect(proof.verdict).toEqual({ ok: true, entries: 2 });
    expect(proof.consents).toEqual([
      {
        sender: '12345',
        program: 'club',
        state: 'in',
        since: '2026-11-20T15:00:00.130Z',
        version: 2,
        rule: 'confirm/word',
        source: 'keyword',
        text: 'Join "é" 🧶',
        disclosure: 'club: prompt',
        disclosureVersion: '1',
      },
    ]);
    expect(proof.ledger.map(({ disclosure, shown }) => [disclosure, shown])).toEqual([
      ['Text me.', 'club: prompt'],
      ['club: prompt', 'club: welcome'],
    ]);
    expect(
      (await proveConsent(house, ben)).consents.map(({ program, state }) => `${program} ${state}`),
    ).toEqual(['club out', '* out']);
  });

  it('of a stranger is empty', async () => {
    expect(await proveConsent(house, '+14155559999')).toMatchObject({ verdict: { ok: true }, consents: [] });
  });
});
