import { randomUUID } from 'node:crypto';
import { prepared, uuidArray, type AtRest, type Database, type Statement } from '@parley/persistence';
import type { OutgoingRecord } from '../wire/record.js';
import { readRecords, writeRecords } from './outbox-records.js';

const appends: ((...values: unknown[]) => Statement)[] = [];

/** Rows as scalars: in an array every quote of the records' JSON would be escaped, here and in PostgreSQL. */
function append(rest: AtRest, source: string, entries: readonly OutboxEntry[]): Statement {
  const rows = entries.length;
  appends[rows] ??= prepared(
    `outbox.append-${rows}`,
    `INSERT INTO messaging.outbox (source, id, partition, records) VALUES ${entries
      .map((_, row) => `($1, $${3 * row + 2}, $${3 * row + 3}, $${3 * row + 4})`)
      .join(', ')}`,
  );
  return appends[rows](
    source,
    ...entries.flatMap(({ id, partition, records }) => [id, partition, rest.words(writeRecords(records))]),
  );
}

const forget = prepared('outbox.forget', 'DELETE FROM messaging.outbox WHERE id = ANY($1::uuid[])');
const left = prepared(
  'outbox.left',
  `SELECT id, records FROM messaging.outbox
   WHERE source = $1 AND partition = ANY($2::int[]) AND created_at <= clock_timestamp() - $3::int * interval '1 ms'
   ORDER BY created_at LIMIT 100`,
);

/** What was published and may be forgotten with the next commit. */
export interface OutboxEntry {
  readonly id: string;
  readonly partition: number;
  readonly records: readonly OutgoingRecord[];
}

/**
 * The outbox of one source (a consumer of a topic, or a sender): a row per batch and partition, written in the
 * batch's transaction, published right after it and forgotten with the next one.
 */
export class Outbox {
  private readonly published = new Set<string>();
  private forgetting: readonly string[] = [];

  constructor(
    private readonly database: Database,
    readonly source: string,
  ) {}

  /** The statements for a batch's transaction: what goes out now, and what of before may be forgotten. */
  statements(entries: readonly OutboxEntry[]): Statement[] {
    const statements: Statement[] = [];
    const filled = entries.filter((entry) => entry.records.length > 0);
    if (filled.length > 0) statements.push(append(this.database.rest, this.source, filled));
    if (this.published.size > 0) {
      this.forgetting = [...this.published];
      statements.push(forget(uuidArray(this.forgetting)));
    }
    return statements;
  }

  /** The transaction with the last `statements` stood: what it forgot need not be forgotten again. */
  committed(): void {
    for (const id of this.forgetting) this.published.delete(id);
    this.forgetting = [];
  }

  entry(partition: number, records: readonly OutgoingRecord[]): OutboxEntry {
    return { id: randomUUID(), partition, records };
  }

  /** Notes that entries are on Kafka; their rows go with the next commit or `flush`. */
  markPublished(entries: readonly OutboxEntry[]): void {
    for (const entry of entries) if (entry.records.length > 0) this.published.add(entry.id);
  }

  /** Rows committed but not known to be published, oldest first, at least `ageMs` old. */
  async left(partitions: readonly number[], ageMs: number): Promise<OutboxEntry[]> {
    const rows = await this.database.query<{ id: string; records: string }>(
      left(this.source, partitions, ageMs),
    );
    return rows
      .filter((row) => !this.published.has(row.id))
      .map((row) => ({ id: row.id, partition: -1, records: readRecords(row.records) }));
  }

  /** Forgets what was published; called when idle and at shutdown. */
  async flush(): Promise<void> {
    if (this.published.size === 0) return;
    const ids = [...this.published];
    await this.database.query(forget(uuidArray(ids)));
    for (const id of ids) this.published.delete(id);
  }
}
