import { IN_THE_CLEAR, type AtRest } from './at-rest/at-rest.js';
import type { Statement } from './statement.js';

export type Row = Record<string, unknown>;

/** What the services need of PostgreSQL; the adapter is `database.pg.ts`. */
export abstract class Database {
  /** How numbers and words are written here. */
  readonly rest: AtRest = IN_THE_CLEAR;
  /** Runs one statement on its own. Throws DatabaseError. */
  abstract query<R extends object = Row>(statement: Statement): Promise<R[]>;
  /** Runs all statements as one transaction in one round trip; all or nothing. Throws DatabaseError. */
  abstract commit(statements: readonly Statement[]): Promise<Row[][]>;
}
