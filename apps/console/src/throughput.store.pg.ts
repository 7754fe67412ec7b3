import { Injectable } from '@nestjs/common';
import { Database, prepared, type Statement } from '@parley/persistence';
import type { StoryEntry } from './domain/story-entry.js';
import { throughputOf, type Throughput } from './domain/throughput.js';
import { ThroughputStore } from './throughput.store.js';

/** In one order for all replicas, or two of them would wait for each other. */
const add = prepared(
  'console.throughput.add',
  `INSERT INTO console.throughput AS known (at, sender, segments, throttled)
   SELECT at, sender, segments, throttled
   FROM json_to_recordset($1::json) AS t(at timestamptz, sender text, segments int, throttled int)
   ORDER BY at, sender
   ON CONFLICT (at, sender) DO UPDATE
     SET segments = known.segments + excluded.segments, throttled = known.throttled + excluded.throttled`,
);

const since = prepared(
  'console.throughput.since',
  `SELECT sender, at, segments, throttled FROM console.throughput WHERE at >= to_timestamp($1::float8 / 1000) ORDER BY at`,
);

@Injectable()
export class PgThroughputStore extends ThroughputStore {
  constructor(private readonly database: Database) {
    super();
  }

  save(entries: readonly StoryEntry[]): readonly Statement[] {
    const rows = throughputOf(entries);
    return rows.length === 0 ? [] : [add(JSON.stringify(rows))];
  }

  async since(ms: number): Promise<Throughput[]> {
    const rows = await this.database.query<Omit<Throughput, 'at'> & { at: Date }>(since(ms));
    return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
  }
}
