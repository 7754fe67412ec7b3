import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepared } from '@parley/persistence';
import { sealedWordsOf, SPEC_PEPPER, testDatabase, type TestDatabase } from '@parley/testing';
import { caseMessagePlace } from '../../../apps/keyword-router/src/domain/case-message-place.js';
import { entryPlace, lastTextPlace } from '../../../apps/console/src/domain/story-places.js';
import type { House } from '../platform/house-database.js';
import { personExport } from './export-person.js';
import { personTables } from './person-tables.js';
import { rowOpenerOf } from './sealed-columns.js';

const THEIRS = '+14155550143';
const OTHERS = '+14155550199';
let test: TestDatabase;
let house: House;

const run = (text: string) => test.database.query(prepared('', text)());

async function fill(subscriber: string): Promise<void> {
  const [mt, caseId] = [randomUUID(), randomUUID()];
  const { rest } = test.database;
  const kept = rest.number(subscriber);
  const parked = {
    conversationId: 'c',
    envelope: JSON.parse(rest.json(`{"key":"${subscriber}"}`)) as string,
  };
  await run(`INSERT INTO dispatcher.mt (id, subscriber, sender, lane, purpose, body, segments, encoding, conversation_id,
      traceparent, attempt, status, status_rank, queued_at)
    VALUES ('${mt}', '${kept}', '12345', 1, 'reply', 'Hi ${subscriber}', 1, 'gsm7', 'c', 't', 1, 'unknown', 3, now())`);
  await run(`INSERT INTO dispatcher.unknowns (mt_id, sender) VALUES ('${mt}', '12345')`);
  await run(`INSERT INTO dispatcher.carrier_messages VALUES ('twilio', '${mt}', '${mt}', 1, 1, 1)`);
  await run(
    `INSERT INTO router.cases (id, subscriber, sender, reason, opened_at) VALUES ('${caseId}', '${kept}', '1', 'r', now())`,
  );
  await run(
    `INSERT INTO router.case_messages VALUES ('${caseId}', '${randomUUID()}', 'person', NULL, 'help ${subscriber}', now())`,
  );
  await run(`INSERT INTO console.story (event_id, conversation_id, subscriber, kind, at, text, trace_id, data)
    VALUES ('${randomUUID()}', 'c', '${kept}', 'mo', now(), 'DISCOUNT ${subscriber}', 't', '{}')`);
  await run(`INSERT INTO messaging.outbox (id, source, partition, records)
    VALUES ('${randomUUID()}', 's', 0, '${rest.words(`[{"key":"${subscriber}"}]`)}')`);
  await run(`INSERT INTO ingest.spool (record) VALUES ('${rest.words(`{"key":"${subscriber}"}`)}')`);
  await run(`INSERT INTO messaging.parked (consumer, key, partition, topic, "offset", reason, record)
    VALUES ('c', '${kept}', 0, 't', ${Math.trunc(Math.random() * 1e9)}, 'r', '${JSON.stringify(parked)}')`);
}

/** What services have sealed, in the rows that they keep. */
async function seal(subscriber: string): Promise<void> {
  const sealed = async (service: string, said: string, place: string): Promise<string> => {
    const words = sealedWordsOf(test.database, service);
    await words.ready([subscriber]);
    return `'\\x${words.seal(subscriber, said, place).toString('hex')}'`;
  };
  const [event, turn] = [randomUUID(), randomUUID()];
  const kept = test.database.rest.number(subscriber);
  await run(`INSERT INTO router.case_messages (case_id, event_id, said_by, sealed_body, said_at)
    SELECT id, '${event}', 'agent', ${await sealed('keyword-router', `yes ${subscriber}`, caseMessagePlace(event))},
      now() + interval '1 s' FROM router.cases WHERE subscriber = '${kept}'`);
  const said = JSON.stringify({ text: `JOIN ${subscriber}`, data: { match: 1 } });
  await run(`INSERT INTO console.story (event_id, conversation_id, subscriber, kind, at, trace_id, data, sealed, word_marks)
    VALUES ('${turn}', 'c', '${kept}', 'mo', now() + interval '1 s', 't', '{"carrier": "twilio"}',
      ${await sealed('console', said, entryPlace(turn))}, '{1}')`);
  const last = await sealed('console', 'the last words', lastTextPlace(subscriber));
  await run(`INSERT INTO console.conversations (conversation_id, subscriber, sender, last_at, sealed_last_text)
    VALUES ('${subscriber}', '${kept}', '12345', now(), ${last})`);
}

beforeAll(async () => {
  test = await testDatabase();
  house = { databaseUrl: test.url, pepper: SPEC_PEPPER };
  await fill(THEIRS);
  await fill(OTHERS);
  for (const each of [THEIRS, OTHERS]) await seal(each);
});

describe('the export of a person', () => {
  it('holds what is theirs, in every table, and nothing of anybody else', async () => {
    const open = await rowOpenerOf(house, THEIRS, { PARLEY_PEPPER: SPEC_PEPPER });
    const exported = await personExport(house, THEIRS, new Date(0), undefined, open);
    expect(exported).toMatchObject({ subscriber: THEIRS, exportedAt: '1970-01-01T00:00:00.000Z' });
    const { kept } = exported;
    expect(kept['texts']).toMatchObject([{ body: `Hi ${THEIRS}`, status: 'unknown' }]);
    expect(kept['caseMessages']).toMatchObject([
      { saidBy: 'person', body: `help ${THEIRS}` },
      { saidBy: 'agent', body: `yes ${THEIRS}` },
    ]);
    expect(kept['story']).toMatchObject([
      { text: `DISCOUNT ${THEIRS}` },
      { text: `JOIN ${THEIRS}`, data: { carrier: 'twilio', match: 1 } },
    ]);
    expect(kept['conversationsInConsole']).toMatchObject([{ lastText: 'the last words' }]);
    expect(JSON.stringify(kept)).not.toMatch(/sealed|wordMarks/);
    expect(kept['parked']).toMatchObject([{ key: THEIRS, record: { envelope: { key: THEIRS } } }]);
    for (const section of ['textsUnknown', 'textParts', 'cases', 'notYetOnKafka', 'notKnownToBePublished'])
      expect([section, kept[section]!.length]).toEqual([section, 1]);
    expect(JSON.stringify(exported)).not.toContain(OTHERS);
  });

  it('leaves sealed what nobody opens', async () => {
    const { kept } = await personExport(house, THEIRS, new Date());
    expect(kept['story']).toMatchObject([
      {},
      { text: null, sealed: expect.stringMatching(/^\\x01/) as string },
    ]);
  });

  it('is empty for who is not known, section by section', async () => {
    const { consent, kept } = await personExport(house, '+14155550100', new Date());
    expect(consent.ledger).toEqual([]);
    expect(Object.values(kept).flat()).toEqual([]);
    expect(Object.keys(kept)).toHaveLength(personTables.length);
  });

  it('misses no table that docs/retention.md calls personal', () => {
    const page = readFileSync(join(process.cwd(), 'docs/retention.md'), 'utf8');
    const rows = [...page.matchAll(/^\| `([a-z]+\.[a-z_]+)` .*\|([^|]*)\|$/gm)];
    const personal = rows.flatMap(([, table, what]) => (what!.trim() === '' ? [] : [table!]));
    expect(personal.length).toBeGreaterThan(20);
    const exported = new Set([...personTables.map(({ table }) => table), 'subscriptions.ledger']);
    expect(personal.filter((table) => !exported.has(table))).toEqual([]);
  });

  it('misses no table that has a column for a number', () => {
    const schema = readFileSync(join(process.cwd(), 'docs/schema.sql'), 'utf8');
    const tables = [...schema.matchAll(/^CREATE (?:UNLOGGED )?TABLE (\S+) \(([\s\S]*?)^\)/gm)];
    const withNumber = tables.flatMap(([, table, columns]) =>
      /^ {2}subscribers? /m.test(columns!) ? [table!] : [],
    );
    const exported = new Set([...personTables.map(({ table }) => table), 'subscriptions.ledger']);
    expect(withNumber.filter((table) => !exported.has(table))).toEqual([]);
  });
});
