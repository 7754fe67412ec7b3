import { onDatabase } from '../platform/house-connection.pg.js';
import type { House } from '../platform/house-database.js';

/** What is held of a person, by what it is, and how they stand. */
export interface Held {
  /** Rows that an erasure destroys or empties, by what they are; only those that there are. */
  readonly held: Readonly<Record<string, number>>;
  /** Entries of the ledger: their proof stays, their texts become unreadable. */
  readonly ledgerEntries: number;
  /** Of them, from before texts were sealed: an erasure cannot take these out of the chain. */
  readonly plainTexts: number;
  /** Senders on which a consent is in or asked for: it ends. */
  readonly senders: readonly string[];
  /** Opt-outs: they stay. */
  readonly optOuts: number;
}

const OF_PERSON: Readonly<Record<string, string>> = {
  'conversations (router)': 'router.conversations WHERE subscriber = $1',
  'dialogues in flows or cases': 'router.dialogues WHERE subscriber = $1',
  cases: 'router.cases WHERE subscriber = $1',
  'messages in cases':
    'router.case_messages m JOIN router.cases c ON c.id = m.case_id WHERE c.subscriber = $1',
  coupons: 'router.coupons WHERE subscriber = $1',
  preferences: "subscriptions.preferences WHERE subscriber = $1 AND preferences <> '[]'",
  'texts that wait': 'dispatcher.queue WHERE subscriber = $1',
  'texts that were sent': "dispatcher.mt WHERE subscriber = $1 AND (body <> '' OR sealed_body IS NOT NULL)",
  'facts for sending': 'dispatcher.recipients WHERE subscriber = $1',
  'counts of limits':
    '(SELECT subscriber FROM dispatcher.sent_days UNION ALL SELECT subscriber FROM dispatcher.repeats) l WHERE subscriber = $1',
  'receipts without a text': 'dispatcher.orphan_receipts WHERE subscriber = $1',
  'entries in the console': "console.story WHERE subscriber = $1 AND kind <> 'erased'",
  'events set aside': 'messaging.parked WHERE key = $1',
};

const STANDING = `
  SELECT (SELECT count(*)::int FROM subscriptions.ledger WHERE subscriber = $1) AS "ledgerEntries",
    (SELECT count(*)::int FROM subscriptions.ledger WHERE subscriber = $1 AND text IS NOT NULL) AS "plainTexts",
    ARRAY(SELECT DISTINCT s->>'sender' FROM subscriptions.consents, jsonb_array_elements(state) AS s
      WHERE subscriber = $1 AND s->>'state' IN ('in', 'pending') ORDER BY 1) AS senders,
    (SELECT count(*)::int FROM subscriptions.consents, jsonb_array_elements(state) AS s
      WHERE subscriber = $1 AND s->>'state' = 'out') AS "optOuts"`;

/** Counts; nothing is changed. */
export async function heldOf(house: House, subscriber: string): Promise<Held> {
  const names = Object.keys(OF_PERSON);
  const counts = names.map((name, i) => `(SELECT count(*)::int FROM ${OF_PERSON[name]!}) AS "${i}"`);
  return onDatabase(house, async (client, rest) => {
    const kept = [rest.number(subscriber)];
    const { rows } = await client.query<Record<string, number>>(`SELECT ${counts.join(', ')}`, kept);
    const standing = await client.query<Omit<Held, 'held'>>(STANDING, kept);
    const held = names.map((name, i): [string, number] => [name, rows[0]![String(i)]!]);
    return { ...standing.rows[0]!, held: Object.fromEntries(held.filter(([, count]) => count > 0)) };
  });
}

/** A service that has forgotten somebody. */
export interface Done {
  readonly service: string;
  /** ISO 8601: events until then are dropped. */
  readonly erasedAt: string;
}

const DONE = `
  SELECT service, erased_at AS "erasedAt" FROM messaging.erasures WHERE subject = decode($1, 'hex') ORDER BY service`;
/** Where no console runs nothing is copied, and nobody is there to forget. */
const CONSOLE_RUNS = 'SELECT EXISTS (SELECT 1 FROM console.story) AS runs';

/** Which services have forgotten a person, by the opaque name, and which hold copies at all. */
export async function doneOf(house: House, subject: string): Promise<{ done: Done[]; console: boolean }> {
  return onDatabase(house, async (client) => {
    const { rows } = await client.query<{ service: string; erasedAt: Date }>(DONE, [subject]);
    const copies = await client.query<{ runs: boolean }>(CONSOLE_RUNS);
    const done = rows.map(({ service, erasedAt }) => ({ service, erasedAt: erasedAt.toISOString() }));
    return { done, console: copies.rows[0]!.runs };
  });
}
