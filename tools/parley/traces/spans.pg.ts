import type { StoredSpan } from '@parley/persistence';
import { Pool } from 'pg';

// Microseconds as floats: the driver gives numbers for them, exact until the year 2255, and texts for integers.
const COLUMNS = `trace_id AS "traceId", span_id AS "spanId", parent_span_id AS "parentSpanId", service, name, kind,
  start_us::float8 AS "startUs", duration_us::float8 AS "durationUs", conversation_id AS "conversationId", failed, attributes, links`;
const OF_TRACES = `
  SELECT ${COLUMNS} FROM telemetry.spans WHERE trace_id = ANY($1::text[]) ORDER BY start_us, duration_us DESC`;
const TRACES_OF = `
  SELECT DISTINCT trace_id AS "traceId" FROM telemetry.spans
  WHERE conversation_id = $1 OR trace_id = $1 OR attributes->>'messaging.message.id' = $1`;

const OF_CONVERSATIONS = `
  SELECT ${COLUMNS} FROM telemetry.spans WHERE conversation_id = ANY($1::text[]) ORDER BY start_us, duration_us DESC`;
const EVERYTHING = `SELECT ${COLUMNS} FROM telemetry.spans ORDER BY start_us, duration_us DESC`;

/**
 * The table of the built-in span store, read by the bare driver: the services' own way brings an object mapper, whose
 * loading takes longer than the turn that somebody waits to see.
 */
export class Spans {
  private readonly pool: Pool;

  /** Connects at the first question. */
  constructor(databaseUrl: string) {
    this.pool = new Pool({ connectionString: databaseUrl, max: 2, application_name: 'parley-cli' });
    this.pool.on('error', () => undefined); // the next question says so where it matters
  }

  /** All spans of these traces, by start time. */
  async ofTraces(traceIds: readonly string[]): Promise<StoredSpan[]> {
    return (await this.pool.query<StoredSpan>(OF_TRACES, [traceIds])).rows;
  }

  /** The traces that belong to a trace id, a conversation id or a message id. */
  async tracesOf(id: string): Promise<string[]> {
    return (await this.pool.query<{ traceId: string }>(TRACES_OF, [id])).rows.map(({ traceId }) => traceId);
  }

  /** All spans that name one of these conversations, by start time. */
  async ofConversations(ids: readonly string[]): Promise<StoredSpan[]> {
    return (await this.pool.query<StoredSpan>(OF_CONVERSATIONS, [ids])).rows;
  }

  /** Every span that is kept, by start time. */
  async everything(): Promise<StoredSpan[]> {
    return (await this.pool.query<StoredSpan>(EVERYTHING)).rows;
  }

  async count(): Promise<number> {
    const { rows } = await this.pool.query<{ count: number }>(
      'SELECT count(*)::float8 AS count FROM telemetry.spans',
    );
    return rows[0]!.count;
  }

  close(): Promise<void> {
    return this.pool.end();
  }
}
