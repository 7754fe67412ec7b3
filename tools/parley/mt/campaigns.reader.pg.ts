import { onDatabase } from '../platform/house-connection.pg.js';
import type { House } from '../platform/house-database.js';

export interface CampaignRow {
  readonly campaign: string;
  readonly program: string;
  readonly requestedAt: string;
  readonly queued: number;
  readonly refused: number;
  /** `running`, `paused`, `waits` for its time, `done`, `cancelled` or `expired`. */
  readonly state: string;
}

const LIST = `
  SELECT campaign, program, to_char(requested_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "requestedAt", queued, refused,
    coalesce(outcome, CASE WHEN EXISTS (SELECT 1 FROM dispatcher.holds h
        WHERE h.held AND h.name = CASE h.kind WHEN 'sender' THEN c.sender ELSE c.campaign END) THEN 'paused'
      WHEN send_after > now() THEN 'waits' ELSE 'running' END) AS state
  FROM dispatcher.campaigns c WHERE $1::text IS NULL OR campaign = $1 ORDER BY requested_at DESC LIMIT 100`;

const TEXTS = `
  SELECT status, count(*)::int AS texts FROM (
    SELECT CASE WHEN suppressed IS NOT NULL THEN 'called back' WHEN due_at > now() THEN 'waits for its time' ELSE 'waits' END AS status
    FROM dispatcher.queue WHERE campaign = $1
    UNION ALL SELECT concat_ws(' ', status, code) FROM dispatcher.mt WHERE campaign = $1) t
  GROUP BY status ORDER BY texts DESC`;

const MEMBERS = `
  SELECT count(*)::int AS members FROM dispatcher.consents WHERE sender = $1 AND program = $2 AND state = 'in'`;

/** Campaigns given by one event, the newest first. */
export function campaignRows(house: House, campaign: string | undefined): Promise<CampaignRow[]> {
  return onDatabase(
    house,
    async (client) => (await client.query<CampaignRow>(LIST, [campaign ?? null])).rows,
  );
}

/** What its texts have come to; of a streamed campaign too. Reads all texts: minutes where there are many millions. */
export function textsOf(house: House, campaign: string): Promise<{ status: string; texts: number }[]> {
  return onDatabase(
    house,
    async (client) => (await client.query<{ status: string; texts: number }>(TEXTS, [campaign])).rows,
  );
}

/** How many are in a program, as the dispatcher knows it. */
export function memberCount(house: House, sender: string, program: string): Promise<number> {
  return onDatabase(house, async (client) => {
    const { rows } = await client.query<{ members: number }>(MEMBERS, [sender, program]);
    return rows[0]!.members;
  });
}
