import { prepared, type AtRest, type Statement } from '@parley/persistence';
import type { ConsentEntry } from './domain/consent.entry.js';
import type { ChainedEntry } from './domain/ledger.entry.js';

/** A row of the ledger with the head that the projection keeps, read in one snapshot. */
export interface LedgerRow {
  version: number;
  sender: string;
  program: string;
  from: ConsentEntry['from'];
  to: ConsentEntry['to'];
  rule: ConsentEntry['rule'];
  source: ConsentEntry['source'];
  cause_id: string;
  text: string | null;
  sealed_text: Buffer | null;
  matched_rule: string | null;
  disclosure: string | null;
  disclosure_version: string | null;
  shown: string | null;
  shown_version: string | null;
  received_at: Date;
  honoured_at: Date;
  expires_at: Date | null;
  prev_hash: Buffer;
  hash: Buffer;
  head_version: number;
  head: Buffer;
}

export const loadConsents = prepared(
  'consents.load',
  `SELECT subscriber, version, revision, state, head
   FROM subscriptions.consents WHERE subscriber = ANY($1::text[])`,
);

/** subscribers, versions, revisions as loaded, states, heads */
export const saveConsents = prepared(
  'consents.save',
  `WITH saved AS (
     INSERT INTO subscriptions.consents AS c (subscriber, version, revision, state, head)
     SELECT subscriber, version, loaded + 1, state::jsonb, head
     FROM unnest($1::text[], $2::int[], $3::int[], $4::text[], $5::bytea[])
       AS n (subscriber, version, loaded, state, head)
     ON CONFLICT (subscriber) DO UPDATE
       SET version = excluded.version, revision = excluded.revision, state = excluded.state, head = excluded.head
       WHERE c.revision = excluded.revision - 1
     RETURNING 1)
   SELECT subscriptions.expect_saved(cardinality($1::text[]), (SELECT count(*) FROM saved))`,
);

export const ledgerOf = prepared(
  'ledger.of',
  `SELECT l.version, l.sender, l.program, l."from", l."to", l.rule, l.source, l.cause_id, l.text, l.sealed_text,
     l.matched_rule,
     l.disclosure, l.disclosure_version, l.shown, l.shown_version, l.received_at, l.honoured_at, l.expires_at, l.prev_hash, l.hash,
     c.version AS head_version, c.head
   FROM subscriptions.consents c JOIN subscriptions.ledger l USING (subscriber)
   WHERE c.subscriber = $1 ORDER BY l.version`,
);

const append = prepared(
  'ledger.append',
  `INSERT INTO subscriptions.ledger (subscriber, version, sender, program, "from", "to", rule, source, cause_id,
     sealed_text, text, matched_rule, disclosure, disclosure_version, shown, shown_version, received_at, honoured_at,
     expires_at, prev_hash, hash)
   SELECT * FROM unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
     $8::text[], $9::uuid[], $10::bytea[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[],
     $17::timestamptz[], $18::timestamptz[], $19::timestamptz[], $20::bytea[], $21::bytea[])`,
);

/** All entries of a batch in one statement. */
export function appendEntries(entries: readonly ChainedEntry[], rest: AtRest): Statement {
  return append(
    entries.map((entry) => rest.number(entry.subscriber)),
    entries.map((entry) => entry.version),
    entries.map((entry) => entry.sender),
    entries.map((entry) => entry.program),
    entries.map((entry) => entry.from),
    entries.map((entry) => entry.to),
    entries.map((entry) => entry.rule),
    entries.map((entry) => entry.source),
    entries.map((entry) => entry.causeId),
    entries.map(({ sealedText }) => (sealedText === undefined ? null : Buffer.from(sealedText, 'hex'))),
    entries.map((entry) => (entry.sealedText === undefined ? (entry.text ?? null) : null)),
    entries.map((entry) => entry.matchedRule ?? null),
    entries.map((entry) => entry.disclosure ?? null),
    entries.map((entry) => entry.disclosureVersion ?? null),
    entries.map((entry) => entry.shown ?? null),
    entries.map((entry) => entry.shownVersion ?? null),
    entries.map((entry) => instant(entry.receivedAt)),
    entries.map((entry) => instant(entry.at)),
    entries.map((entry) => (entry.expiresAt === undefined ? null : instant(entry.expiresAt))),
    entries.map((entry) => Buffer.from(entry.prevHash, 'hex')),
    entries.map((entry) => Buffer.from(entry.hash, 'hex')),
  );
}

function instant(ms: number): string {
  return new Date(ms).toISOString();
}
