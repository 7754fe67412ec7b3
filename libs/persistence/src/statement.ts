/**
 * A prepared statement with its values. Stores return statements instead of running them, so that the loop
 * can send a whole batch (inbox, state, outbox) as one transaction in one round trip.
 */
export interface Statement {
  /** Unique per text: PostgreSQL parses and plans it once per connection. */
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Declares a statement; call the result with its values. */
export function prepared(name: string, text: string): (...values: unknown[]) => Statement {
  return (...values) => ({ name, text, values });
}

/**
 * Ids as a PostgreSQL array literal: they hold nothing to escape, and the driver's own array encoding looks at
 * every character (3% of a service's CPU).
 */
export function uuidArray(ids: readonly string[]): string {
  return `{${ids.join(',')}}`;
}
