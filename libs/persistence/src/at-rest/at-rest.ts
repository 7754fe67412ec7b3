import type { Database } from '../database.js';

/**
 * How numbers and words rest in the database. Stores pass every number and every word that they write, or look for,
 * through here; what they read comes opened from the driver (`openedTypes`), so that no statement can forget it.
 */
export interface AtRest {
  /** A number as it is kept and looked for: the same for the same number, in every table. */
  number(number: string): string;
  /** Words as they are kept: other bytes each time, so they are never looked for. Nothing stays nothing. */
  words(text: string): string;
  /** A JSON text as it is kept in a column of JSON. */
  json(text: string): string;
}

/** What can open again, and knows which databases are sealed. */
export interface Sealing extends AtRest {
  /** How that database is written; undefined: in the clear, as it was before anything was sealed. */
  restOf(database: Pick<Database, 'query'>): Promise<AtRest | undefined>;
  /** What a text was before it was sealed, a JSON value where it was one; anything else as it stands. */
  open(kept: string): unknown;
}

/** Of databases from before anything was sealed. */
export const IN_THE_CLEAR: AtRest = {
  number: (number) => number,
  words: (text) => text,
  json: (text) => text,
};

/** Rows of a batch with their person's number as it rests. */
export function atRest<T extends { readonly subscriber: string }>(rest: AtRest, rows: readonly T[]): T[] {
  return rows.map((row) => ({ ...row, subscriber: rest.number(row.subscriber) }));
}
