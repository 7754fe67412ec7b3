import { randomUUID } from 'node:crypto';
import type { Database } from '@parley/persistence';
import { sealedWordsOf, testDatabase } from '@parley/testing';
import { PgCasesStore } from './cases.store.pg.js';
import type { DialogueRecord } from './dialogue.record.js';
import { PgDialogueStore } from './dialogue.store.pg.js';
import { PgErasureStore } from './erasure.store.pg.js';

const [ANN, BEN] = ['+14155550101', '+14155550102'] as const;
const NOW = Date.parse('2026-11-27T09:00:00.000Z');

let database: Database;

beforeAll(async () => {
  ({ database } = await testDatabase());
});

const run = <R extends object>(text: string) => database.query<R>({ name: '', text, values: [] });

/** As the loop does it, by a replica that holds no keys. */
async function keep(...records: DialogueRecord[]): Promise<void> {
  const store = new PgDialogueStore(database, sealedWordsOf(database));
  await store.prepare(records);
  await database.commit(store.save(records));
}

const opened = (id: string, subscriber: string): DialogueRecord => ({
  ...{ kind: 'opened', id, subscriber, sender: '12345', reason: 'handoff', atMs: NOW },
});
const said = (caseId: string, subscriber: string, text: string, second: number): DialogueRecord => ({
  ...{ kind: 'message', caseId, subscriber, eventId: randomUUID(), by: 'subscriber', text },
  atMs: NOW + second * 1000,
});

const textsOf = async (caseId: string) =>
  (await new PgCasesStore(database, sealedWordsOf(database)).messages(caseId)).map(({ text }) => text);

describe('messages of cases', () => {
  it('are read by people, and by nobody who reads the table', async () => {
    const id = randomUUID();
    await keep(opened(id, ANN), said(id, ANN, 'My parcel, a kanarienvogel 🐤', 1));
    await keep(said(id, ANN, 'is not here', 2));
    expect(await textsOf(id)).toEqual(['My parcel, a kanarienvogel 🐤', 'is not here']);
    const rows = await run<{ row: string }>('SELECT m::text AS row FROM router.case_messages m');
    expect(rows).toHaveLength(2);
    for (const { row } of rows)
      for (const words of ['kanarienvogel', 'is not here'])
        expect(row).not.toMatch(new RegExp(`${words}|${Buffer.from(words).toString('hex')}`));
  });

  it('from before they were sealed are read as they stand', async () => {
    const id = randomUUID();
    await keep(opened(id, BEN), said(id, BEN, 'and this is new', 5));
    await run(`INSERT INTO router.case_messages (case_id, event_id, said_by, body, said_at)
      VALUES ('${id}', '${randomUUID()}', 'subscriber', 'from before', '2026-11-26')`);
    expect(await textsOf(id)).toEqual(['from before', 'and this is new']);
  });

  it('open in no other row', async () => {
    const [one, other] = [randomUUID(), randomUUID()];
    await keep(
      opened(one, ANN),
      opened(other, ANN),
      said(one, ANN, 'secret', 1),
      said(other, ANN, 'public', 1),
    );
    await run(`UPDATE router.case_messages SET sealed_body =
      (SELECT sealed_body FROM router.case_messages WHERE case_id = '${one}') WHERE case_id = '${other}'`);
    expect([await textsOf(one), await textsOf(other)]).toEqual([['secret'], ['']]);
  });

  it('go with the person, and so does the key: a row of a backup opens with nothing', async () => {
    const id = randomUUID();
    await keep(opened(id, ANN), said(id, ANN, 'forget me', 1));
    await run(`CREATE TABLE public.backup AS SELECT * FROM router.case_messages WHERE case_id = '${id}'`);
    await database.commit(new PgErasureStore(database, sealedWordsOf(database)).erase([ANN]));
    expect(await textsOf(id)).toEqual([]);
    await keep(opened(id, ANN), said(id, ANN, 'hello again', 3));
    await run('INSERT INTO router.case_messages SELECT * FROM public.backup');
    expect(await textsOf(id)).toEqual(['', 'hello again']);
  });
});
