import { prepared, type Database } from '@parley/persistence';
import { meter } from '@parley/platform';

const oldest = prepared(
  'outbox.oldest',
  `SELECT coalesce(extract(epoch FROM clock_timestamp() - min(created_at)), 0)::float8 AS seconds
   FROM messaging.outbox WHERE starts_with(source, $1)`,
);

/** Lets the age of a service's oldest outbox row be asked for: one query per scrape; no value without a database. */
export function observeOutboxAge(database: Database, service: string): void {
  meter.observe('sms.outbox.age', async (result) => {
    const rows = await database.query<{ seconds: number }>(oldest(service)).catch(() => []);
    for (const { seconds } of rows) result.observe(seconds);
  });
}
