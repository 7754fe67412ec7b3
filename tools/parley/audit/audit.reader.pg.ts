import { onDatabase } from '../platform/house-connection.pg.js';
import type { House } from '../platform/house-database.js';

/** A change that was asked for at the console. */
export interface AuditLine {
  readonly at: string;
  readonly who: string;
  readonly roles: readonly string[];
  readonly action: string;
  readonly target: string | null;
  readonly outcome: 'ok' | 'refused';
  readonly code: string | null;
  readonly why: string | null;
}

const SINCE = `
  SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, who, roles, action, target, outcome, code, why
  FROM console.audit
  WHERE at >= to_timestamp($1::float8 / 1000) AND ($2::text IS NULL OR who = $2)
    AND ($3::text IS NULL OR strpos(concat_ws(' ', action, target, code, why), $3) > 0)
  ORDER BY id`;

/** From a moment on (ms since the epoch), the oldest first; of somebody, or of what names this. */
export function auditSince(
  house: House,
  sinceMs: number,
  who: string | undefined,
  what: string | undefined,
): Promise<AuditLine[]> {
  return onDatabase(
    house,
    async (client) => (await client.query<AuditLine>(SINCE, [sinceMs, who ?? null, what ?? null])).rows,
  );
}
