import { Injectable } from '@nestjs/common';
import type { ConsentStateName } from '@parley/contracts';
import { Database, prepared, type Statement } from '@parley/persistence';
import { consentKey, EVERYTHING, type ConsentFact, type ConsentView } from './domain/consent-view.js';
import { lanes, type QueuedMt } from './domain/queued-mt.js';
import { FINAL_RANK } from './domain/mt-status-lattice.js';
import {
  MtIntakeStore,
  NOTHING_AROUND,
  type Around,
  type IntakeRecord,
  type Needs,
} from './mt-intake.store.js';

const loadConsents = prepared(
  'intake.consents',
  'SELECT subscriber, sender, program, state, version FROM dispatcher.consents WHERE subscriber = ANY($1::text[])',
);

const loadCancelled = prepared(
  'intake.cancelled',
  `SELECT campaign, (extract(epoch FROM cancelled_at) * 1000)::float8 AS "atMs"
   FROM dispatcher.cancelled_campaigns WHERE campaign = ANY($1::text[])`,
);

const saveConsents = prepared(
  'intake.save-consents',
  `INSERT INTO dispatcher.consents AS known (subscriber, sender, program, state, version)
   SELECT DISTINCT ON (subscriber, sender, program) subscriber, sender, program, state, version
   FROM json_to_recordset($1::json) AS c(subscriber text, sender text, program text, state text, version bigint)
   ORDER BY subscriber, sender, program, version DESC
   ON CONFLICT (subscriber, sender, program) DO UPDATE SET state = excluded.state, version = excluded.version
   WHERE known.version < excluded.version`,
);

/**
 * What is queued under an opt-out is suppressed in the opt-out's own transaction (I2). Runs before consents are saved
 * and texts are queued: old news suppresses nothing, and neither does an opt-out what was asked for after it.
 * $1 opt-outs · $2 their subscribers, said once more, or a plan made while the queue was short walks a whole index.
 */
const suppress = prepared(
  'intake.suppress',
  `UPDATE dispatcher.queue q SET suppressed = 'OPTED_OUT', due_at = least(q.due_at, now())
   FROM json_to_recordset($1::json) AS o(subscriber text, sender text, program text, version bigint)
   WHERE q.subscriber = o.subscriber AND q.subscriber = ANY($2::text[]) AND q.sender = o.sender AND (o.program = '*' OR q.program = o.program)
     AND q.claimed_by IS NULL AND q.suppressed IS NULL AND q.purpose NOT IN ('help', 'opt_out_confirmation')
     AND NOT EXISTS (SELECT 1 FROM dispatcher.consents k WHERE k.subscriber = o.subscriber AND k.sender = o.sender
       AND k.program = o.program AND k.version >= o.version)`,
);

const columns = `id uuid, subscriber text, sender text, program text, lane smallint, purpose text, body text, segments smallint,
  encoding text, "onUnknown" text, "inReplyTo" uuid, campaign text, "sendAfterMs" float8, "expiresAtMs" float8,
  "conversationId" text, traceparent text, "queuedAtMs" float8, code text, suppressed text`;

const enqueue = prepared(
  'intake.enqueue',
  `INSERT INTO dispatcher.queue (id, subscriber, sender, program, lane, purpose, body, segments, encoding, on_unknown,
     in_reply_to, campaign, due_at, expires_at, conversation_id, traceparent, queued_at, suppressed)
   SELECT id, subscriber, sender, program, lane, purpose, body, segments, encoding, "onUnknown", "inReplyTo", campaign,
     CASE WHEN suppressed IS NULL THEN coalesce(to_timestamp("sendAfterMs" / 1000), now()) ELSE now() END,
     to_timestamp("expiresAtMs" / 1000), "conversationId", traceparent, to_timestamp("queuedAtMs" / 1000), suppressed
   FROM json_to_recordset($1::json) AS r(${columns})
   ON CONFLICT (id) DO NOTHING`,
);

const refuse = prepared(
  'intake.refuse',
  `INSERT INTO dispatcher.mt (id, subscriber, sender, program, lane, purpose, body, segments, encoding, in_reply_to,
     campaign, conversation_id, traceparent, attempt, status, status_rank, code, queued_at)
   SELECT id, subscriber, sender, program, lane, purpose, body, segments, encoding, "inReplyTo", campaign,
     "conversationId", traceparent, 0, 'refused', ${FINAL_RANK}, code, to_timestamp("queuedAtMs" / 1000)
   FROM json_to_recordset($1::json) AS r(${columns})
   ON CONFLICT (id) DO NOTHING`,
);

@Injectable()
export class PgMtIntakeStore extends MtIntakeStore {
  constructor(private readonly database: Database) {
    super();
  }

  async load(subscribers: readonly string[]): Promise<Map<string, ConsentView>> {
    type Row = {
      subscriber: string;
      sender: string;
      program: string;
      state: ConsentStateName;
      version: number;
    };
    const rows = await this.database.query<Row>(loadConsents(subscribers));
    const views = new Map<string, Record<string, ConsentView[string]>>();
    for (const { subscriber, sender, program, state, version } of rows) {
      let view = views.get(subscriber);
      if (!view) views.set(subscriber, (view = {}));
      view[consentKey(sender, program)] = { state, version };
    }
    return views;
  }

  async around({ campaigns }: Needs): Promise<Around> {
    if (campaigns.length === 0) return NOTHING_AROUND;
    const rows = await this.database.query<{ campaign: string; atMs: number }>(loadCancelled(campaigns));
    return { cancelled: new Map(rows.map(({ campaign, atMs }) => [campaign, atMs])) };
  }

  save(records: readonly IntakeRecord[]): readonly Statement[] {
    const queued: QueueRow[] = [];
    const refused: object[] = [];
    const facts: object[] = [];
    const optOuts: { subscriber: string }[] = [];
    for (const record of records) {
      if (record.kind === 'queued') queued.push(row(record.mt));
      else if (record.kind === 'refused') refused.push({ ...row(record.mt), code: record.code });
      else {
        const fact = { subscriber: record.subscriber, ...record.fact };
        facts.push(fact);
        if (fact.state !== 'out') continue;
        optOuts.push(fact);
        for (const earlier of queued) if (endedBy(fact, earlier)) earlier.suppressed = 'OPTED_OUT';
      }
    }
    const statements: Statement[] = [];
    if (optOuts.length > 0) {
      statements.push(
        suppress(JSON.stringify(optOuts), [...new Set(optOuts.map((fact) => fact.subscriber))]),
      );
    }
    if (facts.length > 0) statements.push(saveConsents(JSON.stringify(facts)));
    if (queued.length > 0) statements.push(enqueue(JSON.stringify(queued)));
    if (refused.length > 0) statements.push(refuse(JSON.stringify(refused)));
    return statements;
  }
}

type QueueRow = Omit<QueuedMt, 'text' | 'lane'> & { body: string; lane: number; suppressed?: string };

function row(mt: QueuedMt): QueueRow {
  const { text, lane, ...rest } = mt;
  return { ...rest, body: text, lane: lanes.indexOf(lane) };
}

/** As `suppress` says it, for what the same batch queued before the opt-out. */
function endedBy(optOut: ConsentFact & { subscriber: string }, mt: QueueRow): boolean {
  if (mt.subscriber !== optOut.subscriber || mt.sender !== optOut.sender) return false;
  if (mt.purpose === 'help' || mt.purpose === 'opt_out_confirmation') return false;
  return optOut.program === EVERYTHING || mt.program === optOut.program;
}
