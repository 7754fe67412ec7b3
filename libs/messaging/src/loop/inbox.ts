import { prepared, uuidArray, type Database, type Statement } from '@parley/persistence';

const seen = prepared(
  'inbox.seen',
  'SELECT event_id AS id FROM messaging.inbox WHERE consumer = $1 AND event_id = ANY($2::uuid[])',
);
const take = prepared(
  'inbox.take',
  `WITH known AS MATERIALIZED (SELECT messaging.expect_erasures($3, $4))
   INSERT INTO messaging.inbox (consumer, event_id) SELECT $1, id FROM known, unnest($2::uuid[]) AS id`,
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

  /**
   * Fails the transaction: unique violation when another owner of the partition was faster, 40001 when somebody was
   * forgotten since `erasures` was read (null: what is taken does not go by it).
   */
  take(ids: readonly string[], service: string, erasures: number | null): Statement {
    return take(this.consumer, uuidArray(ids), service, erasures);
  }

  /** Forgets events seen more than `hours` ago: longer than any topic keeps them. */
  async prune(hours: number): Promise<void> {
    await this.database.query(prune(this.consumer, hours));
  }
}
