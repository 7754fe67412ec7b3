import { onDatabase } from '../platform/house-connection.pg.js';
import type { House } from '../platform/house-database.js';

/** A sender or a campaign that is paused. */
export interface HeldRow {
  readonly name: string;
  readonly by?: string;
  readonly why?: string;
  /** ISO 8601. */
  readonly since: string;
}

const HELD = `
  SELECT name, by, why, to_char(requested_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS since
  FROM dispatcher.holds WHERE held AND kind = $1 ORDER BY name`;

/** What is paused now. */
export function heldNow(house: House, kind: 'sender' | 'campaign'): Promise<HeldRow[]> {
  return onDatabase(house, async (client) => {
    const { rows } = await client.query<{
      name: string;
      by: string | null;
      why: string | null;
      since: string;
    }>(HELD, [kind]);
    return rows.map(({ name, by, why, since }) => ({ name, since, ...(by && { by }), ...(why && { why }) }));
  });
}
