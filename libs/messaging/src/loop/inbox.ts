import { prepared, uuidArray, type Database, type Statement } from '@parley/persistence';

const seen = prepared(
  'inbox.seen',
  'SELECT event_id AS id FROM messaging.inbox WHERE consumer = $1 AND event_id = ANY($2::uuid[])',
);
const take = prepared(
  'inbox.take',
  'INSERT INTO messaging.inbox (consumer, event_id) SELECT $1, * FROM unnest($2::uuid[])',
);
const prune = prepared(
  'inbox.prune',
  `DELETE FROM messaging.inbox WHERE consumer = $1 AND seen_at < now() - $2::int * interval '1 hour'`,
);

/** Which events this consumer has already taken effect of. */
export class Inbox {
  constructor(
    private readonly database: Database,
    private readonly consumer: string,
  ) {}

  async seen(ids: readonly string[]): Promise<Set<string>> {
    const rows = await this.database.query<{ id: string }>(seen(this.consumer, uuidArray(ids)));
    return new Set(rows.map((row) => row.id));
  }

  /** Fails the transaction (unique violation) when another owner of the partition was faster. */
  take(ids: readonly string[]): Statement {
    return take(this.consumer, uuidArray(ids));
  }

  /** Forgets events seen more than `hours` ago: longer than any topic keeps them. */
  async prune(hours: number): Promise<void> {
    await this.database.query(prune(this.consumer, hours));
  }
}
