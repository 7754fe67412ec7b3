import { createDataSource, databaseOf, prepared, type Database } from '@parley/persistence';
import { HouseSeal } from '@parley/vault';
import type { House } from '../../tools/parley/platform/house-database.js';

const PER_STATEMENT = 50_000;
const FIRST_PHONE = 5_000_000_000;
/** Bulk texts need a consent; a flood that is measured for half a minute sends no more than these. */
const MOST_CONSENTS = 200_000;
const TEXT = 'Warm Sweaters: new wool is in, 30% off until Sunday. Reply STOP to end.';

/** $1 sender · $2 lane · $3 campaigns · $4 subscribers · $5 the first one's number among all · $6 the text */
const fill = prepared(
  'bench.fill',
  `INSERT INTO dispatcher.queue (id, subscriber, sender, program, lane, purpose, body, segments, encoding, on_unknown,
     campaign, due_at, expires_at, conversation_id, traceparent, queued_at)
   SELECT gen_random_uuid(), subscriber, $1, CASE $2::int WHEN 3 THEN 'sweater-club' END, $2::int, 'information',
     $6, 1, 'gsm7', 'park',
     CASE WHEN $3::int > 0 THEN 'campaign-' || n % greatest($3::int, 1) END, now(), now() + interval '10 hours', md5(n::text),
     '00-' || md5(n::text) || '-b7ad6b7169203331-00', now()
   FROM (SELECT subscriber, $5::bigint + nth - 1 AS n FROM unnest($4::text[]) WITH ORDINALITY AS s(subscriber, nth)) s`,
);
const consent = prepared(
  'bench.consents',
  `INSERT INTO dispatcher.consents (subscriber, sender, program, state, version)
   SELECT subscriber, $1, 'sweater-club', 'in', 1 FROM unnest($2::text[]) AS subscriber ON CONFLICT DO NOTHING`,
);
const shares = prepared(
  'bench.shares',
  `SELECT campaign, sum(segments)::int AS segments FROM dispatcher.mt
   WHERE sender = $1 AND campaign IS NOT NULL AND status <> 'refused' GROUP BY campaign`,
);
const halt = prepared(
  'bench.halt',
  `UPDATE dispatcher.pace SET held_until = now() + interval '1 hour' WHERE sender = $1`,
);
const resume = prepared(
  'bench.resume',
  `UPDATE dispatcher.pace SET held_until = '-infinity' WHERE sender = $1`,
);
// A backlog grows for hours: what writing millions of rows at once leaves to do is done before anything is timed.
const settled = [
  prepared('bench.vacuum', 'VACUUM (ANALYZE) dispatcher.queue'),
  prepared('bench.checkpoint', 'CHECKPOINT'),
];

/** The dispatcher's queue, filled from outside: no intake is measured with it. */
export class QueuedTexts {
  private first = 0;

  private constructor(
    private readonly database: Database,
    readonly close: () => Promise<void>,
  ) {}

  static async open({ databaseUrl, pepper }: House): Promise<QueuedTexts> {
    const sealing = HouseSeal.of(pepper);
    const source = createDataSource({
      url: databaseUrl,
      poolSize: 1,
      applicationName: 'parley-bench',
      sealing,
    });
    await source.initialize();
    return new QueuedTexts(await databaseOf(source, sealing), () => source.destroy());
  }

  /** Texts of one segment, due now, each to somebody new. Visible all at once below 50,000. */
  async add(sender: string, lane: 2 | 3, count: number, campaigns = 0): Promise<void> {
    if (lane === 3) {
      const last = this.first + Math.min(count, MOST_CONSENTS);
      await this.database.query(consent(sender, this.people(this.first + 1, last)));
    }
    for (const end = this.first + count; this.first < end;) {
      const last = Math.min(end, this.first + PER_STATEMENT);
      const next = this.first + 1;
      const text = this.database.rest.words(TEXT);
      await this.database.query(fill(sender, lane, campaigns, this.people(next, last), next, text));
      this.first = last;
    }
    for (const statement of settled) await this.database.query(statement());
  }

  /** The people from one to another, as they rest. */
  private people(first: number, last: number): string[] {
    return Array.from({ length: last - first + 1 }, (_, n) =>
      this.database.rest.number(`+1${FIRST_PHONE + first + n}`),
    );
  }

  /** Segments of each campaign that left the queue. */
  async byCampaign(sender: string): Promise<number[]> {
    const rows = await this.database.query<{ segments: number }>(shares(sender));
    return rows.map(({ segments }) => segments);
  }

  /** Nothing of the sender goes any more. */
  async halt(sender: string): Promise<void> {
    await this.database.query(halt(sender));
  }

  /** It goes on. */
  async resume(sender: string): Promise<void> {
    await this.database.query(resume(sender));
  }
}
