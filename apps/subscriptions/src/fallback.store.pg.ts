import { Injectable } from '@nestjs/common';
import { Database, prepared, type Statement } from '@parley/persistence';
import { FallbackStore, type SaidFallback } from './fallback.store.js';

const select = prepared(
  'fallbacks.load',
  `SELECT subscriber, sender, said_at_ms AS "saidAt"
   FROM subscriptions.fallbacks WHERE subscriber = ANY($1::text[])`,
);

// Sorted, so that two replicas that both hold a partition for a moment lock the rows in one order.
const upsert = prepared(
  'fallbacks.save',
  `INSERT INTO subscriptions.fallbacks (subscriber, sender, said_at_ms)
   SELECT subscriber, sender, max(said_at_ms)
   FROM unnest($1::text[], $2::text[], $3::bigint[]) AS n (subscriber, sender, said_at_ms)
   GROUP BY subscriber, sender ORDER BY subscriber, sender
   ON CONFLICT (subscriber, sender) DO UPDATE SET said_at_ms = excluded.said_at_ms`,
);

/** In `subscriptions.fallbacks`. */
@Injectable()
export class PgFallbackStore extends FallbackStore {
  constructor(private readonly database: Database) {
    super();
  }

  load(subscribers: readonly string[]): Promise<readonly SaidFallback[]> {
    const { rest } = this.database;
    return this.database.query<SaidFallback>(select(subscribers.map((each) => rest.number(each))));
  }

  save(said: readonly SaidFallback[]): readonly Statement[] {
    if (said.length === 0) return [];
    const { rest } = this.database;
    return [
      upsert(
        said.map(({ subscriber }) => rest.number(subscriber)),
        said.map(({ sender }) => sender),
        said.map(({ saidAt }) => saidAt),
      ),
    ];
  }
}
