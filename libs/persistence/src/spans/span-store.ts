import type { Database } from '../database.js';
import { prepared } from '../statement.js';

/** A finished span as the built-in store keeps it: what a waterfall needs, and no more. */
export interface StoredSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  service: string;
  name: string;
  kind: string;
  /** µs since the epoch. */
  startUs: number;
  /** µs. */
  durationUs: number;
  conversationId?: string;
  failed: boolean;
  attributes: Record<string, unknown>;
  /** Linked spans, each `<traceId>/<spanId>`. */
  links: string[];
}

const insert = prepared(
  'spans.insert',
  `INSERT INTO telemetry.spans (trace_id, span_id, parent_span_id, service, name, kind, start_us, duration_us,
     conversation_id, failed, attributes, links)
   SELECT s->>'traceId', s->>'spanId', s->>'parentSpanId', s->>'service', s->>'name', s->>'kind',
     (s->>'startUs')::bigint, (s->>'durationUs')::bigint, s->>'conversationId', (s->>'failed')::boolean,
     s->'attributes', ARRAY(SELECT jsonb_array_elements_text(s->'links'))
   FROM jsonb_array_elements($1::jsonb) AS s
   ON CONFLICT DO NOTHING`,
);

const columns = `trace_id AS "traceId", span_id AS "spanId", parent_span_id AS "parentSpanId", service, name, kind,
  start_us AS "startUs", duration_us AS "durationUs", conversation_id AS "conversationId", failed, attributes, links`;
const byTrace = prepared(
  'spans.by-trace',
  `SELECT ${columns} FROM telemetry.spans WHERE trace_id = ANY($1::text[]) ORDER BY start_us, duration_us DESC`,
);
const traceOf = prepared(
  'spans.trace-of',
  `SELECT DISTINCT trace_id AS "traceId" FROM telemetry.spans
   WHERE conversation_id = $1 OR trace_id = $1 OR attributes->>'messaging.message.id' = $1`,
);

/** The built-in span store of the embedded mode: a table, so that `parley trace` needs nothing else installed. */
export class SpanStore {
  constructor(private readonly database: Database) {}

  async add(spans: readonly StoredSpan[]): Promise<void> {
    await this.database.query(insert(JSON.stringify(spans)));
  }

  /** All spans of the traces, by start time. */
  trace(...traceIds: string[]): Promise<StoredSpan[]> {
    return this.database.query<StoredSpan>(byTrace(traceIds));
  }

  /** The trace ids that belong to a conversation id, a trace id or a message (event) id. */
  async find(id: string): Promise<string[]> {
    const rows = await this.database.query<{ traceId: string }>(traceOf(id));
    return rows.map((row) => row.traceId);
  }
}
