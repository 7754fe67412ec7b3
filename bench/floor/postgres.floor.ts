import { randomUUID } from 'node:crypto';
import { createDataSource, databaseOf, prepared } from '@parley/persistence';

const BATCH = 500;
const CONNECTIONS = 4;

const write = prepared(
  'floor.write',
  `INSERT INTO bench_floor (id, subscriber, body)
   SELECT id, subscriber, body FROM json_to_recordset($1::json) AS r(id uuid, subscriber text, body text)`,
);

/** PostgreSQL alone: writes so many rows of a text's size in batches of 500 on four connections, fsync on; rows/s. */
export async function postgresFloor(url: string, rows: number): Promise<number> {
  const source = createDataSource({ url, poolSize: CONNECTIONS, applicationName: 'bench-floor' });
  await source.initialize();
  await source.query('DROP TABLE IF EXISTS bench_floor');
  await source.query('CREATE TABLE bench_floor (id uuid PRIMARY KEY, subscriber text, body text)');
  const database = await databaseOf(source);
  const batch = (): string =>
    JSON.stringify(
      Array.from({ length: BATCH }, () => ({
        id: randomUUID(),
        subscriber: '+14155550101',
        body: 'x'.repeat(300),
      })),
    );
  const started = performance.now();
  let left = Math.ceil(rows / BATCH);
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (left-- > 0) await database.commit([write(batch())]);
    }),
  );
  const perSecond = rows / ((performance.now() - started) / 1000);
  await source.query('DROP TABLE bench_floor');
  await source.destroy();
  return perSecond;
}
