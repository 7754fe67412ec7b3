import { ConfigDirectory } from '@parley/messaging';
import { prepared, type Database } from '@parley/persistence';
import { Clock } from '@parley/platform';
import { factorAt } from '@parley/sms';
import { sealedWordsOf, testDatabase } from '@parley/testing';
import { PgOperationsStore } from './operations.store.pg.js';
import { OperationsView } from './operations.view.js';
import type { StandstillsView } from './standstills.view.js';
import { PgThroughputStore } from './throughput.store.pg.js';

let database: Database;

beforeAll(async () => {
  ({ database } = await testDatabase());
});

let statements = 0;
const run = (text: string): Promise<object[]> =>
  database.query(prepared(`spec.${(statements += 1)}`, text)());

/** A view that has asked nothing yet. */
function view(): OperationsView {
  const standstills = { now: async () => ({ behind: [], letters: 0 }) } as unknown as StandstillsView;
  const throughput = new PgThroughputStore(database);
  const store = new PgOperationsStore(database, sealedWordsOf(database));
  return new OperationsView(store, throughput, standstills, new ConfigDirectory(), new Clock());
}

const queue = (campaign: string, lane: number, suppressed: string): Promise<object[]> =>
  run(`INSERT INTO dispatcher.queue (id, subscriber, sender, program, lane, purpose, body, segments, encoding, on_unknown,
      campaign, due_at, expires_at, conversation_id, traceparent, queued_at, suppressed)
    VALUES (gen_random_uuid(), '${database.rest.number('+12125550001')}', '12345', 'club', ${lane}, 'information', 'x', 1, 'gsm7', 'park', '${campaign}',
      now(), now() + interval '1 day', 'c', 't', now(), ${suppressed})`);

it('what needs a person of what is paused is what waits: all of it is listed, to be resumed', async () => {
  await run(`INSERT INTO dispatcher.holds (kind, name, held, requested_at) VALUES ('sender', '12345', true, now()),
    ('sender', '67890', false, now())`);
  await run(`INSERT INTO dispatcher.holds (kind, name, held, requested_at)
    SELECT 'campaign', n, true, now() FROM unnest(ARRAY['streamed', 'over', 'called-back', 'begun', 'cancelled']) n`);
  await queue('streamed', 3, 'NULL');
  await queue('over', 1, 'NULL'); // an answer: no campaign holds it
  await queue('called-back', 3, `'CANCELLED'`);
  await run(`INSERT INTO dispatcher.campaigns (id, campaign, sender, program, body, requested_at)
    SELECT gen_random_uuid(), n, '12345', 'club', 'x', now() - interval '1 minute' FROM unnest(ARRAY['begun', 'cancelled']) n`);
  await run(
    `INSERT INTO dispatcher.cancelled_campaigns (campaign, cancelled_at) VALUES ('cancelled', now())`,
  );
  const { held } = (await view().overview()) as { held: { name: string }[] };
  expect(held.map(({ name }) => name)).toEqual(['begun', 'streamed', '12345']);
  const { campaigns } = (await view().senders()) as { campaigns: { name: string; waits: boolean }[] };
  expect(campaigns.filter(({ waits }) => !waits).map(({ name }) => name)).toEqual([
    'called-back',
    'cancelled',
    'over',
  ]);
});

it('how much a carrier lets through is what holds now: it rises by itself after the last throttle', async () => {
  const since = [-30, 0, 9, 12, 20, 40, 300];
  await run(`INSERT INTO dispatcher.pace (sender, rate_factor, held_until)
    SELECT 's' || s, 0.13, now() - s * interval '1 s' FROM unnest(ARRAY[${since.join()}]) s`);
  await run(`INSERT INTO dispatcher.pace (sender) VALUES ('never')`);
  const paces = new Map(
    (await new PgOperationsStore(database, sealedWordsOf(database)).paces()).map((pace) => [
      pace.sender,
      pace,
    ]),
  );
  for (const s of since) {
    const expected = factorAt({ factor: 0.13, heldUntilMs: 0 }, s * 1000);
    expect(paces.get(`s${s}`)!.rateFactor).toBeCloseTo(expected, 1);
  }
  expect(paces.get('s300')!.rateFactor).toBe(1);
  expect(paces.get('never')).toEqual({ sender: 'never', rateFactor: 1 });
  expect(paces.get('s-30')!.heldUntil).toBeDefined();
});
