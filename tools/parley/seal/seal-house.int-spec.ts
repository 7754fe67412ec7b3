import { createDataSource, databaseOf, prepared, type Database } from '@parley/persistence';
import { closeLater, SPEC_PEPPER, testDatabase } from '@parley/testing';
import { HouseSeal } from '@parley/vault';
import { TableDump } from '../../../test/e2e/table-dump.pg.js';
import { sealHouse } from './seal-house.pg.js';

const ANN = '+14155550181';
const BEN = '+14155550182';
const WORD = 'kanarienvogel';
const ID = '0a4d2b1e-7c55-5f0e-9a51-3c8e1f6b7d2';

/** As services of before wrote it. */
const BEFORE = [
  `UPDATE vault.at_rest SET sealed = false, proof = NULL`,
  `INSERT INTO dispatcher.queue (id, subscriber, sender, lane, purpose, body, segments, encoding, on_unknown, due_at,
     expires_at, conversation_id, traceparent, queued_at)
   SELECT ('${ID}' || n)::uuid, '${ANN}', '12345', 1, 'reply', '${WORD}' || n, 1, 'gsm7', 'hold', now(), now(), 'c', 't', now()
   FROM generate_series(0, 9) n`,
  `INSERT INTO dispatcher.queue (id, subscriber, sender, lane, purpose, body, segments, encoding, on_unknown, due_at,
     expires_at, conversation_id, traceparent, queued_at)
   SELECT gen_random_uuid(), '+1415' || (5600000 + n), '12345', 1, 'reply', '${WORD}', 1, 'gsm7', 'hold', now(), now(), 'c', 't', now()
   FROM generate_series(1, 6000) n`,
  `INSERT INTO subscriptions.ledger (subscriber, version, sender, program, "from", "to", rule, source, cause_id,
     received_at, honoured_at, prev_hash, hash)
   SELECT '${BEN}', 1, '12345', 'club', 'none', 'in', 'x', 'sms', '${ID}0', now(), now(), sha256('a'), sha256('b')`,
  `INSERT INTO subscriptions.preferences VALUES ('${ANN}', 1, '[{"name":"city","value":"${WORD}"}]'), ('${BEN}', 2, '[]')`,
  `INSERT INTO router.preferences VALUES ('${ANN}', 'city', '"${WORD}"', 1), ('${ANN}', 'age', NULL, 1)`,
  `INSERT INTO router.dialogues VALUES ('${ANN}', '12345', 1, true, NULL, '{"said":"${WORD}"}')`,
  `INSERT INTO dispatcher.campaigns (id, campaign, sender, program, body, subscribers, requested_at, reached_to, ended_at)
   VALUES ('${ID}1', 'autumn', '12345', 'club', 'Warm!', '{${BEN},${ANN}}', now(), '${BEN}', now())`,
  `INSERT INTO messaging.parked (consumer, key, partition, topic, "offset", reason, record)
   VALUES ('router', '${ANN}', 0, 't', 1, 'r', '{"conversationId":"c","value":"${WORD}"}')`,
];

let database: Database;
let house: { databaseUrl: string; pepper: string };
let dump: TableDump;

const ask = <R extends object>(text: string) => database.query<R>(prepared('', text)());
const clear = async (words: string) => (await dump.tablesWith(words)).length;

beforeEach(async () => {
  const own = await testDatabase();
  ({ database } = own);
  house = { databaseUrl: own.url, pepper: SPEC_PEPPER };
  dump = await TableDump.open(own.url);
  closeLater(() => dump.close());
  for (const statement of BEFORE) await dump.run(statement);
});

describe('a database from before', () => {
  it('is counted, and stays as it was', async () => {
    const found = await sealHouse(house, false);
    expect(found).toMatchObject({ people: 6002, rows: { 'dispatcher.queue': 6010, 'router.dialogues': 1 } });
    expect([await clear(ANN), await clear(WORD)]).toEqual([6, 5]);
  });

  it('is sealed as a whole, and services read what they wrote', async () => {
    expect(await sealHouse(house, true)).toMatchObject({ people: 6002 });
    for (const words of [ANN.slice(1), BEN.slice(1), WORD, '14155600001']) expect(await clear(words)).toBe(0);

    const { rest } = await connected();
    expect(
      await ask(`SELECT body FROM dispatcher.queue WHERE subscriber = '${rest.number(ANN)}' ORDER BY id`),
    ).toEqual(Array.from({ length: 10 }, (_, n) => ({ body: `${WORD}${n}` })));
    expect(await ask('SELECT subscribers, reached_to AS reached FROM dispatcher.campaigns')).toEqual([
      { subscribers: [BEN, ANN], reached: BEN },
    ]);
    expect(
      await ask('SELECT subscriber, preferences FROM subscriptions.preferences ORDER BY version'),
    ).toEqual([
      { subscriber: ANN, preferences: [{ name: 'city', value: WORD }] },
      { subscriber: BEN, preferences: [] },
    ]);
    expect(await ask('SELECT value FROM router.preferences ORDER BY preference')).toEqual([
      { value: null },
      { value: WORD },
    ]);
    expect(await ask('SELECT key, record, state FROM messaging.parked, router.dialogues')).toEqual([
      { key: ANN, record: { conversationId: 'c', value: WORD }, state: `{"said":"${WORD}"}` },
    ]);
    await expect(dump.run('UPDATE subscriptions.ledger SET rule = rule')).rejects.toThrow(
      'LEDGER_APPEND_ONLY',
    );
    await expect(sealHouse(house, true)).rejects.toMatchObject({ code: 'SEALED_ALREADY' });
  });

  it('is not touched while a service uses it, or a list has not had all its turns', async () => {
    await dump.run(`UPDATE dispatcher.campaigns SET ended_at = NULL`);
    await expect(sealHouse(house, true)).rejects.toMatchObject({ code: 'CAMPAIGN_UNDER_WAY' });
    await connected('dispatcher');
    await expect(sealHouse(house, true)).rejects.toMatchObject({ code: 'SERVICES_RUN' });
    expect(await clear(WORD)).toBe(5);
  });

  it('stays as it was where something fails in the middle', async () => {
    const breaking = (table: string): void => {
      if (table === 'dispatcher.queue') throw new Error('no more room');
    };
    await expect(sealHouse(house, true, breaking)).rejects.toThrow('no more room');
    expect([await clear(ANN), await clear(WORD)]).toEqual([6, 5]);
  });
});

async function connected(applicationName = 'spec'): Promise<Database> {
  const sealing = HouseSeal.of(SPEC_PEPPER);
  const source = createDataSource({ url: house.databaseUrl, poolSize: 1, applicationName, sealing });
  await source.initialize();
  closeLater(() => source.destroy());
  return databaseOf(source, sealing);
}
