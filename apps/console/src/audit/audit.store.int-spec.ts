import { prepared } from '@parley/persistence';
import { testDatabase, type TestDatabase } from '@parley/testing';
import type { AuditedChange } from './audit.store.js';
import { PgAuditStore } from './audit.store.pg.js';

const change = (who: string, action: string, more: Partial<AuditedChange> = {}): AuditedChange => ({
  ...{ who, roles: ['operator'], action, target: undefined, outcome: 'ok', code: undefined, why: undefined },
  ...more,
});

describe('the kept audit log', () => {
  let test: TestDatabase;
  let store: PgAuditStore;

  beforeAll(async () => {
    test = await testDatabase();
    store = new PgAuditStore(test.database);
    await store.append([
      change('kim', 'letters.redrive', { target: 'parley.mo.received.v1/0@12' }),
      change('ana', 'unknowns.resolve', {
        outcome: 'refused',
        code: 'FORBIDDEN',
        roles: ['viewer', 'agent'],
      }),
      change('kim', 'parked.release', { why: 'the bug is mended' }),
    ]);
  });

  const found = async (search: Parameters<PgAuditStore['search']>[0], most = 10) =>
    (await store.search(search, most)).map(({ who, action }) => `${who} ${action}`);

  it('is found by who, what, outcome and time, the newest first', async () => {
    expect(await found({})).toEqual(['kim parked.release', 'ana unknowns.resolve', 'kim letters.redrive']);
    expect(await found({ who: 'KI' })).toEqual(['kim parked.release', 'kim letters.redrive']);
    expect(await found({ what: 'mo.received.v1/0@12' })).toEqual(['kim letters.redrive']);
    expect(await found({ what: 'forbidden' })).toEqual(['ana unknowns.resolve']);
    expect(await found({ what: 'bug is' })).toEqual(['kim parked.release']);
    expect(await found({ what: '%' })).toEqual([]);
    expect(await found({ outcome: 'refused' })).toEqual(['ana unknowns.resolve']);
    const later = new Date(Date.now() + 60_000).toISOString();
    expect(await found({ since: later })).toEqual([]);
    expect(await found({ until: later })).toHaveLength(3);
  });

  it('goes back page by page', async () => {
    const [newest] = await store.search({}, 1);
    expect(newest).toMatchObject({
      who: 'kim',
      target: undefined,
      roles: ['operator'],
      why: 'the bug is mended',
    });
    expect(await found({ before: newest!.id }, 1)).toEqual(['ana unknowns.resolve']);
  });

  it.each([
    ['UPDATE console.audit SET who = $1', ['somebody']],
    ['DELETE FROM console.audit WHERE who = $1', ['kim']],
    ['TRUNCATE console.audit', []],
  ])('refuses %s', async (text, values) => {
    const statement = prepared(`spec.${text}`, text)(...values);
    await expect(test.database.query(statement)).rejects.toThrow(/AUDIT_APPEND_ONLY/);
    expect(await found({})).toHaveLength(3);
  });
});
