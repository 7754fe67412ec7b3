import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createDataSource, databaseOf, prepared } from '@parley/persistence';

/** What is held on disk, kB. */
export interface DiskFigures {
  /** Tables and indexes of all schemas, without the write-ahead log. */
  readonly database: number;
  /** Kafka's logs, as they are compressed. */
  readonly broker: number;
}

const BLOCK = 512; // of `stat`, whatever the file system's own
const size = prepared('bench.disk', 'SELECT (pg_database_size(current_database()) / 1024)::float8 AS kb');

/** @param brokerData where the embedded broker keeps its logs */
export async function diskFigures(databaseUrl: string, brokerData: string): Promise<DiskFigures> {
  const source = createDataSource({ url: databaseUrl, poolSize: 1, applicationName: 'parley-bench' });
  await source.initialize();
  try {
    const [row] = await (await databaseOf(source)).query<{ kb: number }>(size());
    return { database: Math.round(row!.kb), broker: heldIn(brokerData) };
  } finally {
    await source.destroy();
  }
}

// Indexes are made longer than what is written to them: blocks count, not lengths.
function heldIn(folder: string): number {
  let kb = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.log')) continue;
    kb += (statSync(join(entry.parentPath, entry.name)).blocks * BLOCK) / 1024;
  }
  return Math.round(kb);
}
