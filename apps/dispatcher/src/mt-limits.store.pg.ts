import { Injectable } from '@nestjs/common';
import { Database, prepared, type Row, type Statement } from '@parley/persistence';
import { MtWords } from './mt-words.js';
import { Around, keyOf, MtLimitsStore, type CountedText, type Needs } from './mt-limits.store.js';

const cancelled = prepared(
  'limits.cancelled',
  `SELECT campaign, (extract(epoch FROM cancelled_at) * 1000)::float8 AS "atMs"
   FROM dispatcher.cancelled_campaigns WHERE campaign = ANY($1::text[])`,
);

/** $1 subscribers · $2 programs, side by side. Yesterday's too: a person's day is up to 14 hours off the database's. */
const days = prepared(
  'limits.days',
  `SELECT d.subscriber, d.program, to_char(d.day, 'YYYY-MM-DD') AS day, d.texts
   FROM unnest($1::text[], $2::text[]) AS n(subscriber, program)
   JOIN dispatcher.sent_days d ON d.subscriber = n.subscriber AND d.program = n.program AND d.day >= current_date - 1`,
);

/** $1 senders · $2 prefixes · $3 their times, ms */
const prefixes = prepared(
  'limits.prefixes',
  `SELECT c.sender, c.prefix, sum(c.texts)::int AS day,
     coalesce(sum(c.texts) FILTER (WHERE c.minute > now() - n.within * interval '1 ms'), 0)::int AS within
   FROM unnest($1::text[], $2::text[], $3::float8[]) AS n(sender, prefix, within)
   JOIN dispatcher.prefix_counts c ON c.sender = n.sender AND c.prefix = n.prefix AND c.minute > now() - interval '1 day'
   GROUP BY c.sender, c.prefix`,
);

/** What has no mark was queued by the release before, and waits or went in the clear. */
const isSame = (text: string): string =>
  `CASE WHEN ${text}.text_mark IS NULL THEN sha256(convert_to(${text}.body, 'UTF8')) = decode(n.hash, 'hex')
          ELSE ${text}.text_mark = n.mark END`;

/**
 * The texts themselves are what is counted, so that no text costs a row of its own. What was queued lately was settled
 * lately too, where it was, by the database's clock. $1 subscribers · $2 senders · $3 SHA-256 of texts, hex ·
 * $4 their times, ms · $5 now, ms since the epoch, by the clock that texts are queued by · $6 marks of the texts
 */
export const repeats = prepared(
  'limits.repeats',
  `SELECT n.subscriber, n.sender, n.hash, (
     (SELECT count(*) FROM dispatcher.queue q WHERE q.subscriber = n.subscriber AND q.sender = n.sender
        AND q.queued_at > n.since AND ${isSame('q')})
     + (SELECT count(*) FROM dispatcher.mt m WHERE m.subscriber = n.subscriber AND m.settled_at > n.settled
        AND m.queued_at > n.since AND m.sender = n.sender AND m.status <> 'refused' AND ${isSame('m')})
   )::int AS times
   FROM (SELECT subscriber, sender, hash, mark, to_timestamp($5::float8 / 1000) - within * interval '1 ms' AS since,
       now() - within * interval '1 ms' AS settled
     FROM unnest($1::text[], $2::text[], $3::text[], $4::float8[], $6::integer[]) AS k(subscriber, sender, hash, within, mark)) AS n`,
);

const saveDays = prepared(
  'limits.save-days',
  `INSERT INTO dispatcher.sent_days AS d (subscriber, program, day, texts)
   SELECT subscriber, program, day, count(*) FROM unnest($1::text[], $2::text[], $3::date[]) AS n(subscriber, program, day)
   GROUP BY subscriber, program, day
   ON CONFLICT (subscriber, program, day) DO UPDATE SET texts = least(d.texts + excluded.texts, 30000)`,
);

const savePrefixes = prepared(
  'limits.save-prefixes',
  `INSERT INTO dispatcher.prefix_counts AS c (sender, prefix, minute, texts)
   SELECT sender, prefix, date_trunc('minute', now()), count(*) FROM unnest($1::text[], $2::text[]) AS n(sender, prefix)
   GROUP BY sender, prefix ORDER BY sender, prefix
   ON CONFLICT (sender, prefix, minute) DO UPDATE SET texts = c.texts + excluded.texts`,
);

const PRUNE = [
  prepared('limits.prune-days', 'DELETE FROM dispatcher.sent_days WHERE day < current_date - 2'),
  prepared(
    'limits.prune-prefixes',
    `DELETE FROM dispatcher.prefix_counts WHERE minute < now() - interval '25 hours'`,
  ),
  // Written by versions before this one alone.
  prepared('limits.prune-repeats', `DELETE FROM dispatcher.repeats WHERE at < now() - interval '25 hours'`),
];

@Injectable()
export class PgMtLimitsStore extends MtLimitsStore {
  constructor(
    private readonly database: Database,
    private readonly words: MtWords,
  ) {
    super();
  }

  async load(needs: Needs): Promise<Around> {
    const around = new Around();
    await Promise.all([
      this.each<{ campaign: string; atMs: number }>(
        needs.campaigns.size,
        () => cancelled([...needs.campaigns]),
        (row) => around.cancel(row.campaign, row.atMs),
      ),
      this.each<{ subscriber: string; program: string; day: string; texts: number }>(
        needs.capped.size,
        () => days(...this.ofPeople([...needs.capped], 2)),
        (row) => around.onDay(keyOf(row.subscriber, row.program), row.day, row.texts),
      ),
      this.each<{ sender: string; prefix: string; within: number; day: number }>(
        needs.prefixes.size,
        () => prefixes(...columns([...needs.prefixes.keys()], 2), [...needs.prefixes.values()]),
        (row) => around.toPrefix(keyOf(row.sender, row.prefix), row.within, row.day),
      ),
      this.each<{ subscriber: string; sender: string; hash: string; times: number }>(
        needs.repeats.size,
        () => this.repeatsOf(needs),
        (row) => around.repeated(keyOf(row.subscriber, row.sender, row.hash), row.times),
      ),
    ]);
    return around;
  }

  save(texts: readonly CountedText[]): readonly Statement[] {
    const statements: Statement[] = [];
    const capped = texts.flatMap(({ capped: key, day }) => (key && day ? [keyOf(key, day)] : []));
    const toPrefix = texts.flatMap(({ prefix }) => (prefix ? [prefix] : []));
    if (capped.length > 0) statements.push(saveDays(...this.ofPeople(capped, 3)));
    if (toPrefix.length > 0) statements.push(savePrefixes(...columns(toPrefix, 2)));
    return statements;
  }

  async prune(): Promise<void> {
    for (const statement of PRUNE) await this.database.query(statement());
  }

  private repeatsOf({ repeats: asked, nowMs }: Needs): Statement {
    const keys = this.ofPeople([...asked.keys()], 3);
    const marks = keys[2]!.map((hash) => this.words.markOf(hash));
    return repeats(...keys, [...asked.values()], nowMs, marks);
  }

  /** Keys of people as columns, the first with their numbers as they rest. */
  private ofPeople(keys: readonly string[], count: number): string[][] {
    const [subscribers, ...others] = columns(keys, count);
    return [subscribers!.map((subscriber) => this.database.rest.number(subscriber)), ...others];
  }

  private async each<R extends object = Row>(
    needed: number,
    statement: () => Statement,
    take: (row: R) => void,
  ): Promise<void> {
    if (needed === 0) return;
    for (const row of await this.database.query<R>(statement())) take(row);
  }
}

/** Keys as columns, side by side. */
function columns(keys: readonly string[], count: number): string[][] {
  const rows = keys.map((key) => key.split('|'));
  return Array.from({ length: count }, (_, at) => rows.map((row) => row[at]!));
}
