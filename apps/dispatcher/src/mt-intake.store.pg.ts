import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ConsentStateName } from '@parley/contracts';
import { atRest, Database, prepared, type Statement } from '@parley/persistence';
import { consentKey, EVERYTHING, type ConsentFact, type ConsentView } from './domain/consent-view.js';
import { lanes, type QueuedMt } from './domain/queued-mt.js';
import { FINAL_RANK } from './domain/mt-status-lattice.js';
import type { Standing } from './domain/standing.js';
import { MtIntakeStore, type IntakeRecord } from './mt-intake.store.js';
import { MtWords } from './mt-words.js';
import { keyOf } from './pools.store.js';
import { reached as reachedAgain } from './receipts.sql.pg.js';
import { keepNumbers } from './sticky-numbers.sql.pg.js';

/** Consents, and a row for who more is known of: most have none. */
const loadStandings = prepared(
  'intake.standings',
  `SELECT subscriber, sender, program, state, version, NULL AS "timeZone", false AS unreachable
   FROM dispatcher.consents WHERE subscriber = ANY($1::text[])
   UNION ALL
   SELECT subscriber, NULL, NULL, NULL, 0, time_zone, unreachable_since IS NOT NULL
   FROM dispatcher.recipients WHERE subscriber = ANY($1::text[])`,
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
  "conversationId" text, traceparent text, "queuedAtMs" float8, code text, suppressed text, "openUntilMs" float8, zones text,
  number text, placed boolean, "moReceivedAtMs" float8, sealed text, "textMark" integer`;

/** Of two batches that gave a person a number at once the first one's stands, for the texts of both. */
const enqueue = prepared(
  'intake.enqueue',
  `INSERT INTO dispatcher.queue (id, subscriber, sender, program, lane, purpose, body, segments, encoding, on_unknown,
     in_reply_to, campaign, due_at, expires_at, conversation_id, traceparent, queued_at, suppressed,
     open_until, zones, mo_received_at, text_mark, number)
   SELECT id, subscriber, sender, program, lane, purpose, body, segments, encoding, "onUnknown", "inReplyTo", campaign,
     CASE WHEN suppressed IS NULL THEN coalesce(to_timestamp("sendAfterMs" / 1000), now()) ELSE now() END,
     to_timestamp("expiresAtMs" / 1000), "conversationId", traceparent, to_timestamp("queuedAtMs" / 1000), suppressed,
     to_timestamp("openUntilMs" / 1000), zones, to_timestamp("moReceivedAtMs" / 1000), "textMark",
     CASE WHEN placed THEN coalesce((SELECT s.number FROM dispatcher.sticky_numbers s
       WHERE s.subscriber = r.subscriber AND s.sender = r.sender), number) ELSE number END
   FROM json_to_recordset($1::json) AS r(${columns})
   ON CONFLICT (id) DO NOTHING`,
);

const refuse = prepared(
  'intake.refuse',
  `INSERT INTO dispatcher.mt (id, subscriber, sender, program, lane, purpose, body, segments, encoding, in_reply_to,
     campaign, conversation_id, traceparent, attempt, status, status_rank, code, queued_at, sealed_body)
   SELECT id, subscriber, sender, program, lane, purpose, '', segments, encoding, "inReplyTo", campaign,
     "conversationId", traceparent, 0, 'refused', ${FINAL_RANK}, code, to_timestamp("queuedAtMs" / 1000),
     decode(sealed, 'hex')
   FROM json_to_recordset($1::json) AS r(${columns})
   ON CONFLICT (id) DO NOTHING`,
);

const saveZones = prepared(
  'intake.save-zones',
  `INSERT INTO dispatcher.recipients AS r (subscriber, time_zone, time_zone_version)
   SELECT DISTINCT ON (subscriber) subscriber, "timeZone", version
   FROM json_to_recordset($1::json) AS z(subscriber text, "timeZone" text, version bigint)
   ORDER BY subscriber, version DESC
   ON CONFLICT (subscriber) DO UPDATE SET time_zone = excluded.time_zone, time_zone_version = excluded.time_zone_version
   WHERE coalesce(r.time_zone_version, 0) < excluded.time_zone_version`,
);

@Injectable()
export class PgMtIntakeStore extends MtIntakeStore {
  constructor(
    private readonly database: Database,
    private readonly words: MtWords,
  ) {
    super();
  }

  async load(subscribers: readonly string[]): Promise<Map<string, Standing>> {
    type Row = {
      subscriber: string;
      sender: string | null;
      program: string;
      state: ConsentStateName;
      version: number;
      timeZone: string | null;
      unreachable: boolean;
    };
    const people = subscribers.map((subscriber) => this.database.rest.number(subscriber));
    const rows = await this.database.query<Row>(loadStandings(people));
    const standings = new Map<string, Known>();
    for (const { subscriber, sender, program, state, version, timeZone, unreachable } of rows) {
      let standing = standings.get(subscriber);
      if (!standing) standings.set(subscriber, (standing = { consents: {} }));
      if (sender !== null) standing.consents[consentKey(sender, program)] = { state, version };
      else Object.assign(standing, { unreachable, timeZone: timeZone ?? undefined });
    }
    return standings;
  }

  async prepare(records: readonly IntakeRecord[]): Promise<void> {
    await this.words.ready(records.flatMap((each) => (each.kind === 'refused' ? each.mt.subscriber : [])));
  }

  save(records: readonly IntakeRecord[]): readonly Statement[] {
    const { rest } = this.database;
    const queued: QueueRow[] = [];
    const refused: object[] = [];
    const facts: object[] = [];
    const reached: string[] = [];
    const zones: { subscriber: string }[] = [];
    const numbers = new Map<string, NumberRecord>();
    const optOuts: { subscriber: string }[] = [];
    for (const record of records) {
      if (record.kind === 'queued') queued.push(this.queuedRow(record.mt));
      else if (record.kind === 'refused') refused.push(this.refusedRow(record.mt, record.code));
      else if (record.kind === 'reached') reached.push(rest.number(record.subscriber));
      else if (record.kind === 'zone') zones.push(record);
      else if (record.kind === 'number')
        numbers.set(keyOf(record), afterBoth(numbers.get(keyOf(record)), record));
      else {
        const fact = { subscriber: rest.number(record.subscriber), ...record.fact };
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
    if (numbers.size > 0) statements.push(keepNumbers(JSON.stringify(atRest(rest, [...numbers.values()]))));
    if (queued.length > 0) statements.push(enqueue(JSON.stringify(queued)));
    if (refused.length > 0) statements.push(refuse(JSON.stringify(refused)));
    if (reached.length > 0) statements.push(reachedAgain(reached));
    if (zones.length > 0) statements.push(saveZones(JSON.stringify(atRest(rest, zones))));
    return statements;
  }

  private queuedRow(mt: QueuedMt): QueueRow {
    const textMark = this.words.markOf(hash('sha256', mt.text, 'hex'));
    return { ...this.row(mt), body: this.database.rest.words(mt.text), textMark };
  }

  private refusedRow(mt: QueuedMt, code: string): object {
    return { ...this.row(mt), code, ...this.words.rest(mt.id, mt) };
  }

  private row({ text: _text, lane, ...mt }: QueuedMt): MtRow {
    return { ...mt, subscriber: this.database.rest.number(mt.subscriber), lane: lanes.indexOf(lane) };
  }
}

type Known = Standing & { readonly consents: Record<string, ConsentView[string]> };

type NumberRecord = Extract<IntakeRecord, { kind: 'number' }>;

/** The last one stands, in place of what was there before the first. */
function afterBoth(first: NumberRecord | undefined, second: NumberRecord): NumberRecord {
  return first ? { ...second, before: first.before, texted: first.texted || second.texted } : second;
}

/** Without its words, which rest in one way while it waits and in another where it was refused. */
type MtRow = Omit<QueuedMt, 'text' | 'lane'> & { lane: number };
type QueueRow = MtRow & { body: string; textMark: number; suppressed?: string };

/** As `suppress` says it, for what the same batch queued before the opt-out. */
function endedBy(optOut: ConsentFact & { subscriber: string }, mt: QueueRow): boolean {
  if (mt.subscriber !== optOut.subscriber || mt.sender !== optOut.sender) return false;
  if (mt.purpose === 'help' || mt.purpose === 'opt_out_confirmation') return false;
  return optOut.program === EVERYTHING || mt.program === optOut.program;
}
