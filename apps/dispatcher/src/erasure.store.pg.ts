import { Injectable } from '@nestjs/common';
import { prepared, type Statement } from '@parley/persistence';
import { ErasureStore } from './erasure.store.js';

/** subscribers. What is under way goes, and is settled without its words. */
const OF_PEOPLE = [
  prepared(
    'erase.queue',
    `UPDATE dispatcher.queue SET body = '', suppressed = 'ERASED',
       due_at = CASE WHEN claimed_by IS NULL THEN least(due_at, now()) ELSE due_at END
     WHERE subscriber = ANY($1::text[])`,
  ),
  prepared(
    'erase.mt',
    `UPDATE dispatcher.mt SET body = '' WHERE subscriber = ANY($1::text[]) AND body <> ''`,
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
  override erase(subscribers: readonly string[]): readonly Statement[] {
    return OF_PEOPLE.map((statement) => statement(subscribers));
  }
}
