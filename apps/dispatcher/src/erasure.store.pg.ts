import { Injectable } from '@nestjs/common';
import { Database, prepared, type Statement } from '@parley/persistence';
import { ErasureStore } from './erasure.store.js';
import { MtWords } from './mt-words.js';

/** subscribers. What is under way goes, and is settled without its words. */
const OF_PEOPLE = [
  prepared(
    'erase.queue',
    `UPDATE dispatcher.queue SET body = '', text_mark = NULL, suppressed = 'ERASED',
       due_at = CASE WHEN claimed_by IS NULL THEN least(due_at, now()) ELSE due_at END
     WHERE subscriber = ANY($1::text[])`,
  ),
  prepared(
    'erase.mt',
    `UPDATE dispatcher.mt SET body = '', sealed_body = NULL, text_mark = NULL
     WHERE subscriber = ANY($1::text[]) AND (body <> '' OR sealed_body IS NOT NULL)`,
  ),
  ...['recipients', 'repeats', 'sent_days', 'orphan_receipts', 'sticky_numbers'].map((table) =>
    prepared(`erase.${table}`, `DELETE FROM dispatcher.${table} WHERE subscriber = ANY($1::text[])`),
  ),
  prepared(
    'erase.campaigns',
    `UPDATE dispatcher.campaigns SET subscribers = ARRAY(SELECT s FROM unnest(subscribers) AS s WHERE s <> ALL($1::text[]))
     WHERE subscribers && $1::text[]`,
  ),
];

@Injectable()
export class PgErasureStore extends ErasureStore {
  constructor(
    private readonly database: Database,
    private readonly words: MtWords,
  ) {
    super();
  }

  override erase(subscribers: readonly string[]): readonly Statement[] {
    const people = subscribers.map((subscriber) => this.database.rest.number(subscriber));
    return [this.words.destroy(subscribers), ...OF_PEOPLE.map((statement) => statement(people))];
  }
}
