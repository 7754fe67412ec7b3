import type { ConsentStateName } from '@parley/contracts';
import { prepared } from '@parley/persistence';
import { NOTHING_KNOWN, type Dialogue } from './domain/dialogue/dialogue.js';
import { NO_FLOW, type Told } from './domain/flow/flow.state.js';

export interface DialogueRow {
  subscriber: string;
  sender: string;
  revision: number | null;
  state: string | null;
  preferences: Told | null;
  consents: Record<string, ConsentStateName> | null;
}

/** What is known of the subscriber and sender `wanted`; null: nothing. */
export const KNOWN_PREFERENCES = `(SELECT jsonb_object_agg(p.preference, p.value) FILTER (WHERE p.value IS NOT NULL)
  FROM router.preferences p WHERE p.subscriber = wanted.subscriber)`;
export const KNOWN_CONSENTS = `(SELECT jsonb_object_agg(k.program, k.state) FROM router.consents k
  WHERE k.subscriber = wanted.subscriber AND k.sender = wanted.sender)`;

/** As text, not jsonb: what people answer may hold what jsonb refuses. */
export function stateOf({ flows, support }: Dialogue): string {
  return JSON.stringify({ flows, support });
}

export function dialogueOf(row: DialogueRow): Dialogue {
  const state =
    row.state === null ? { flows: NO_FLOW } : (JSON.parse(row.state) as Pick<Dialogue, 'flows' | 'support'>);
  return {
    subscriber: row.subscriber,
    sender: row.sender,
    revision: row.revision ?? 0,
    ...state,
    known: {
      preferences: row.preferences ?? NOTHING_KNOWN.preferences,
      consents: row.consents ?? NOTHING_KNOWN.consents,
    },
  };
}

export const selectDialogues = prepared(
  'router.dialogues.select',
  `SELECT wanted.subscriber, wanted.sender, d.revision, d.state,
          ${KNOWN_PREFERENCES} AS preferences, ${KNOWN_CONSENTS} AS consents
     FROM unnest($1::text[], $2::text[]) AS wanted (subscriber, sender)
     LEFT JOIN router.dialogues AS d ON d.subscriber = wanted.subscriber AND d.sender = wanted.sender`,
);

/** subscribers, senders, revisions as loaded, active, wake at (ms), states */
export const saveDialogues = prepared(
  'router.dialogues.save',
  `WITH saved AS (
     INSERT INTO router.dialogues AS d (subscriber, sender, revision, active, wake_at, state)
     SELECT subscriber, sender, loaded + 1, active, to_timestamp(wake_ms / 1000), state
     FROM unnest($1::text[], $2::text[], $3::int[], $4::boolean[], $5::float8[], $6::text[])
       AS n (subscriber, sender, loaded, active, wake_ms, state)
     ON CONFLICT (subscriber, sender) DO UPDATE
       SET revision = excluded.revision, active = excluded.active, wake_at = excluded.wake_at, state = excluded.state
       WHERE d.revision = excluded.revision - 1
     RETURNING 1)
   SELECT router.expect_saved(cardinality($1::text[]), (SELECT count(*) FROM saved))`,
);

/** most, the time (ms); by the service's clock, as what is due was decided by it */
export const claimDue = prepared(
  'router.dialogues.claim-due',
  `WITH due AS (
     SELECT subscriber, sender FROM router.dialogues WHERE wake_at <= to_timestamp($2::float8 / 1000)
     ORDER BY wake_at LIMIT $1 FOR UPDATE SKIP LOCKED)
   UPDATE router.dialogues AS d SET wake_at = to_timestamp($2::float8 / 1000) + interval '1 minute'
     FROM due LEFT JOIN router.conversations AS c USING (subscriber, sender)
    WHERE d.subscriber = due.subscriber AND d.sender = due.sender
   RETURNING d.subscriber, d.sender, d.revision, d.state, c.last_traceparent`,
);

export const saveConsents = prepared(
  'router.consents.save',
  `INSERT INTO router.consents AS known (subscriber, sender, program, state, version)
   SELECT DISTINCT ON (subscriber, sender, program) subscriber, sender, program, state, version
   FROM json_to_recordset($1::json) AS c(subscriber text, sender text, program text, state text, version int)
   ORDER BY subscriber, sender, program, version DESC
   ON CONFLICT (subscriber, sender, program) DO UPDATE SET state = excluded.state, version = excluded.version
   WHERE known.version < excluded.version`,
);

export const savePreferences = prepared(
  'router.preferences.save',
  `INSERT INTO router.preferences AS known (subscriber, preference, value, version)
   SELECT DISTINCT ON (subscriber, preference) subscriber, preference, value, version
   FROM json_to_recordset($1::json) AS c(subscriber text, preference text, value jsonb, version int)
   ORDER BY subscriber, preference, version DESC
   ON CONFLICT (subscriber, preference) DO UPDATE SET value = excluded.value, version = excluded.version
   WHERE known.version < excluded.version`,
);

/** Fails the transaction, transiently, when somebody else gave one of the codes since they were looked at. */
export const giveCoupons = prepared(
  'router.coupons.give',
  `WITH given AS (
     UPDATE router.coupons AS c SET run = n.run, step = n.step, subscriber = n.subscriber, given_at = now()
     FROM json_to_recordset($1::json) AS n(pool text, code text, run uuid, step text, subscriber text)
     WHERE c.pool = n.pool AND c.code = n.code AND c.run IS NULL
     RETURNING 1)
   SELECT router.expect_saved(json_array_length($1::json), (SELECT count(*) FROM given))`,
);

export const openCases = prepared(
  'router.cases.open',
  `INSERT INTO router.cases (id, subscriber, sender, reason, flow, step, opened_at)
   SELECT id, subscriber, sender, reason, flow, step, to_timestamp("atMs" / 1000)
   FROM json_to_recordset($1::json)
     AS c(id uuid, subscriber text, sender text, reason text, flow text, step text, "atMs" float8)
   ON CONFLICT (id) DO NOTHING`,
);

export const closeCases = prepared(
  'router.cases.close',
  `UPDATE router.cases AS c SET closed_at = to_timestamp(n."atMs" / 1000), closed_by = n.reason
   FROM json_to_recordset($1::json) AS n(id uuid, reason text, "atMs" float8) WHERE c.id = n.id`,
);

export const addMessages = prepared(
  'router.case-messages.add',
  `INSERT INTO router.case_messages (case_id, event_id, said_by, agent, sealed_body, said_at)
   SELECT "caseId", "eventId", "by", agent, decode(sealed, 'hex'), to_timestamp("atMs" / 1000)
   FROM json_to_recordset($1::json)
     AS m("caseId" uuid, "eventId" uuid, "by" text, agent text, sealed text, "atMs" float8)
   ON CONFLICT DO NOTHING`,
);
