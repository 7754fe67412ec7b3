import { Injectable } from '@nestjs/common';
import type { CampaignRequested } from '@parley/contracts';
import { Database, prepared, type AtRest, type Statement } from '@parley/persistence';
import { CampaignsStore, type CampaignRun, type CampaignStep } from './campaigns.store.js';
import { Instance } from './instance.js';

const keep = prepared(
  'campaigns.keep',
  `INSERT INTO dispatcher.campaigns (id, campaign, sender, program, body, subscribers, send_after, expires_at, by, requested_at)
   SELECT id, campaign, sender, program, text, subscribers, "sendAfter", "expiresAt", by, "requestedAt"
   FROM json_to_recordset($1::json) AS c(id uuid, campaign text, sender text, program text, text text, subscribers text[],
     "sendAfter" timestamptz, "expiresAt" timestamptz, by text, "requestedAt" timestamptz)
   ON CONFLICT (id) DO NOTHING`,
);

const cancelled = (run: string): string =>
  `EXISTS (SELECT 1 FROM dispatcher.cancelled_campaigns k
       WHERE k.campaign = ${run}.campaign AND k.cancelled_at >= ${run}.requested_at)`;

/** What is paused, or whose sender is, is left where it stands; it ends as others do. $1 who takes it · $2 the most of its texts that are counted */
const take = prepared(
  'campaigns.take',
  `WITH next AS (
     SELECT id FROM dispatcher.campaigns c
     WHERE ended_at IS NULL AND taken_until < now() AND coalesce(send_after, '-infinity') <= now()
       AND (expires_at <= now() OR ${cancelled('c')} OR NOT EXISTS (SELECT 1 FROM dispatcher.holds h
         WHERE h.held AND h.name = CASE h.kind WHEN 'sender' THEN c.sender ELSE c.campaign END))
     ORDER BY taken_until, id LIMIT 1 FOR UPDATE OF c SKIP LOCKED
   )
   UPDATE dispatcher.campaigns c SET taken_by = $1, taken_until = clock_timestamp() + interval '30 s'
   FROM next WHERE c.id = next.id
   RETURNING c.id, c.campaign, c.sender, c.program, c.body AS text, c.subscribers, c.chunk, c.reached_to AS "reachedTo",
     (extract(epoch FROM c.expires_at) * 1000)::float8 AS "expiresAtMs",
     (extract(epoch FROM c.requested_at) * 1000)::float8 AS "requestedAtMs",
     ${cancelled('c')} AS cancelled,
     (SELECT count(*) FROM (SELECT 1 FROM dispatcher.queue q WHERE q.campaign = c.campaign AND q.suppressed IS NULL
       AND q.due_at <= now() LIMIT $2) w)::int AS waiting`,
);

const members = prepared(
  'campaigns.members',
  `SELECT subscriber FROM dispatcher.consents
   WHERE sender = $1 AND program = $2 AND state = 'in' AND subscriber > $3 ORDER BY subscriber LIMIT $4`,
);

const takeChunk = prepared(
  'campaigns.take-chunk',
  'INSERT INTO dispatcher.campaign_chunks (id, chunk) VALUES ($1, $2)',
);

/** Let go of for now: whichever waited longest is next. */
const step = prepared(
  'campaigns.step',
  `UPDATE dispatcher.campaigns SET chunk = $2 + 1, reached_to = $3, queued = queued + $4, refused = refused + $5,
     outcome = $6, ended_at = CASE WHEN $6::text IS NOT NULL THEN clock_timestamp() END,
     taken_by = NULL, taken_until = clock_timestamp() + $7::float8 * interval '1 ms'
   WHERE id = $1`,
);

/** How long a campaign rests after each step, ms: the others have their turns, and the intake its database. */
const REST_MS = 20;

type Row = Omit<CampaignRun, 'subscribers' | 'expiresAtMs'> & {
  subscribers: string[] | null;
  expiresAtMs: number | null;
};

@Injectable()
export class PgCampaignsStore extends CampaignsStore {
  constructor(
    private readonly database: Database,
    private readonly instance: Instance,
  ) {
    super();
  }

  keep(asked: readonly { id: string; data: CampaignRequested }[]): readonly Statement[] {
    if (asked.length === 0) return [];
    const rows = asked.map(({ id, data }) => {
      const subscribers = data.subscribers?.map((subscriber) => this.database.rest.number(subscriber));
      return { ...data, id, subscribers };
    });
    return [keep(JSON.stringify(rows))];
  }

  async take(mostWaiting: number): Promise<CampaignRun | undefined> {
    const [row] = await this.database.query<Row>(take(this.instance.id, mostWaiting));
    if (!row) return undefined;
    return { ...row, subscribers: row.subscribers ?? undefined, expiresAtMs: row.expiresAtMs ?? undefined };
  }

  async members({ sender, program, reachedTo, subscribers }: CampaignRun, most: number): Promise<string[]> {
    const { rest } = this.database;
    if (subscribers) return nextOf(rest, subscribers, reachedTo, most);
    const statement = members(sender, program, rest.number(reachedTo), most);
    const rows = await this.database.query<{ subscriber: string }>(statement);
    return rows.map(({ subscriber }) => subscriber);
  }

  step(
    { id, chunk }: CampaignRun,
    { queued, refused, reachedTo, ended }: CampaignStep,
  ): readonly Statement[] {
    const reached = this.database.rest.number(reachedTo);
    return [takeChunk(id, chunk), step(id, chunk, reached, queued, refused, ended ?? null, REST_MS)];
  }
}

/** Those of a list that come after the last one, in the order of their numbers as they rest, each once. */
export function nextOf(
  rest: Pick<AtRest, 'number'>,
  subscribers: readonly string[],
  reachedTo: string,
  most: number,
): string[] {
  const last = rest.number(reachedTo);
  const all = subscribers.map((subscriber) => [rest.number(subscriber), subscriber] as const);
  const left = new Map(all.filter(([kept]) => kept > last));
  const inOrder = [...left].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return inOrder.slice(0, most).map(([, subscriber]) => subscriber);
}
