import { prepared, type Statement } from '../statement.js';

/** What of a table is forgotten, and when; docs/retention.md has a row for each. */
export interface RetentionRule {
  /** With its schema. */
  readonly table: string;
  /** The environment's variable that says the days; absent where they are fixed. */
  readonly setting?: string;
  readonly days: number;
  /** A condition in SQL for rows to be forgotten, with `$1` for the days. */
  readonly old: string;
}

/** Forgets at most $2 rows of a table; @returns a row for each that is gone */
export function forgetStatement({ table, days, old }: RetentionRule, most: number): Statement {
  const text = `DELETE FROM ${table} WHERE ctid = ANY(ARRAY(
     SELECT ctid FROM ${table} t WHERE ${old} LIMIT $2 FOR UPDATE SKIP LOCKED))
   RETURNING 1 AS gone`;
  return prepared(`retention.${table}`, text)(days, most);
}

/** Whether a time of a row lies more than `$1` days back. */
export const olderThan = (column: string): string => `${column} < now() - make_interval(days => $1::int)`;
