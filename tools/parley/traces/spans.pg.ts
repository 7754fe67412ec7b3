import type { StoredSpan } from '@parley/persistence';
import { Pool, types, type CustomTypesConfig } from 'pg';

const COLUMNS = `trace_id AS "traceId", span_id AS "spanId", parent_span_id AS "parentSpanId", service, name, kind,
  start_us AS "startUs", duration_us AS "durationUs", conversation_id AS "conversationId", failed, attributes, links`;
const OF_TRACES = `
  SELECT ${COLUMNS} FROM telemetry.spans WHERE trace_id = ANY($1::text[]) ORDER BY start_us, duration_us DESC`;
const TRACES_OF = `
  SELECT DISTINCT trace_id AS "traceId" FROM telemetry.spans
  WHERE conversation_id = $1 OR trace_id = $1 OR attributes->>'messaging.message.id' = $1`;

const INT8 = 20;
const NUMBERS: CustomTypesConfig = {
  getTypeParser: (oid, format) => (oid === INT8 ? Number : types.getTypeParser(oid, format as 'text')),
};

/**
 * The table of the built-in span store, read by the bare driver: the services' own way brings an object mapper, whose
 * loading takes longer than the turn that somebody waits to see.
 */
export class Spans {
  private readonly pool: Pool;

  /** Connects at the first question. */
  constructor(databaseUrl: string) {
    this.pool = new Pool({
      connectionString: databaseUrl,
      max: 2,
      application_name: 'parley-cli',
      types: NUMBERS,
    });
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

  close(): Promise<void> {
    return this.pool.end();
  }
}
