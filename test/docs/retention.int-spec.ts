import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { events } from '@parley/contracts';
import { ForgetOldService, prepared, type RetentionRule } from '@parley/persistence';
import { testDatabase, type TestDatabase } from '@parley/testing';
import { consoleEnvironment } from '../../apps/console/src/console.config.js';
import { consoleRetention } from '../../apps/console/src/retention.js';
import { dispatcherEnvironment } from '../../apps/dispatcher/src/dispatcher.config.js';
import { dispatcherRetention } from '../../apps/dispatcher/src/retention.js';
import { keywordRouterEnvironment } from '../../apps/keyword-router/src/keyword-router.config.js';
import { routerRetention } from '../../apps/keyword-router/src/retention.js';
import { subscriptionsRetention } from '../../apps/subscriptions/src/retention.js';

const read = (file: string): string => readFileSync(join(process.cwd(), file), 'utf8');
const needed = {
  ...{ KAFKA_BROKERS: 'b:1', DATABASE_URL: 'postgres://d', PARLEY_PEPPER: 'sixteen characters' },
  ...{ CARRIER_ACCOUNTS: '{}', PUBLIC_URL: 'https://sms.example.com' },
};
const rules: readonly RetentionRule[] = [
  ...dispatcherRetention(dispatcherEnvironment.parse(needed)),
  ...routerRetention(keywordRouterEnvironment.parse(needed)),
  ...consoleRetention(consoleEnvironment.parse(needed)),
  ...subscriptionsRetention,
];

/** The page's rows: what stands first in each, in backquotes, and all of it. */
const rows = new Map(
  [...read('docs/retention.md').matchAll(/^\| `([^`]+)` .*$/gm)].map(([row, name]) => [name!, row]),
);
const tables = [...read('docs/schema.sql').matchAll(/^CREATE (?:UNLOGGED )?TABLE (\S+) /gm)].map(
  ([, name]) => name!,
);
const DAY = 24 * 3600 * 1000;

describe('docs/retention.md', () => {
  it('has a row for every table and every topic, and for nothing else', () => {
    const topics = events.map(({ topic }) => topic);
    expect([...rows.keys()].sort()).toEqual([...tables, ...topics, '<topic>.<group>.dlq'].sort());
  });

  it.each(events.map((event) => [event.topic, event] as const))(
    'says how long %s is kept',
    (topic, event) => {
      const kept = event.retentionMs === undefined ? 'compacted' : `${event.retentionMs / DAY} days`;
      expect(rows.get(topic)).toContain(`| ${kept}`);
    },
  );

  it.each(rules.map((rule) => [rule.table, rule] as const))(
    'says how long %s is kept, and by what',
    (table, rule) => {
      expect(rows.get(table)).toContain(`| ${rule.days} day`);
      expect(rows.get(table)).toContain(rule.setting === undefined ? 'fixed' : `\`${rule.setting}\``);
    },
  );

  it('lets nothing forget what proves consent, or says whom not to text', () => {
    for (const never of ['subscriptions.ledger', 'subscriptions.consents', 'dispatcher.consents']) {
      expect(rows.get(never)).toContain('| never');
      expect(rules.map(({ table }) => table)).not.toContain(never);
    }
  });
});

describe('what services forget', () => {
  let test: TestDatabase;
  const run = <R extends object>(text: string) => test.database.query<R>(prepared('', text)());
  const count = async (table: string) =>
    (await run<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`))[0]!.n;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    test = await testDatabase();
  });

  it('can be asked of every table', async () => {
    const failed: string[] = [];
    for (const rule of rules) {
      const database = {
        query: (...given: Parameters<TestDatabase['database']['query']>) =>
          test.database
            .query(...given)
            .catch((error: Error) => (failed.push(`${rule.table} ${error.message}`), [])),
      };
      await new ForgetOldService(database as typeof test.database, [rule]).forget();
    }
    expect(failed).toEqual([]);
  });

  it('is what became of texts, and their parts; not what is new', async () => {
    const mt = (
      days: number,
    ) => `('${randomUUID()}', '+14155550143', '12345', 1, 'reply', 'Hi', 1, 'gsm7', 'c', 't', 1,
      'delivered', 5, now() - interval '${days} days', now() - interval '${days} days')`;
    await run(
      `INSERT INTO dispatcher.mt (id, subscriber, sender, lane, purpose, body, segments, encoding, conversation_id,
         traceparent, attempt, status, status_rank, queued_at, settled_at) VALUES ${mt(181)}, ${mt(179)}`,
    );
    const [old, recent] = [randomUUID(), randomUUID()];
    await run(
      `INSERT INTO dispatcher.campaigns (id, campaign, sender, program, body, requested_at, ended_at)
       VALUES ('${old}', 'a', '12345', 'p', 'b', now(), now() - interval '181 days'),
         ('${recent}', 'b', '12345', 'p', 'b', now(), NULL)`,
    );
    await run(`INSERT INTO dispatcher.campaign_chunks VALUES ('${old}', 0), ('${recent}', 0)`);
    await new ForgetOldService(test.database, rules).forget();
    expect(await count('dispatcher.mt')).toBe(1);
    expect(await count('dispatcher.campaigns')).toBe(1);
    expect(await count('dispatcher.campaign_chunks')).toBe(1);
  });

  it('is a closed case with what was said in it; an open one stays, however old', async () => {
    const [closed, open] = [randomUUID(), randomUUID()];
    await run(
      `INSERT INTO router.cases (id, subscriber, sender, reason, opened_at, closed_at)
       VALUES ('${closed}', '+1', '1', 'r', now() - interval '400 days', now() - interval '366 days'),
         ('${open}', '+1', '1', 'r', now() - interval '400 days', NULL)`,
    );
    await run(
      `INSERT INTO router.case_messages (case_id, event_id, said_by, body, said_at)
       VALUES ('${closed}', '${randomUUID()}', 'person', 'b', now() - interval '400 days'),
         ('${open}', '${randomUUID()}', 'person', 'b', now() - interval '400 days')`,
    );
    await new ForgetOldService(test.database, rules).forget();
    expect(await run('SELECT id FROM router.cases')).toEqual([{ id: open }]);
    expect(await run('SELECT case_id FROM router.case_messages')).toEqual([{ case_id: open }]);
  });
});
