import { Injectable } from '@nestjs/common';
import { SealedWords } from '@parley/messaging';
import { Database, prepared, type Statement } from '@parley/persistence';
import { ErasureStore } from './erasure.store.js';

/** subscribers. Messages before the cases that say whose they are. */
const OF_PEOPLE = [
  prepared(
    'erase.case-messages',
    `DELETE FROM router.case_messages
     WHERE case_id IN (SELECT id FROM router.cases WHERE subscriber = ANY($1::text[]))`,
  ),
  ...['cases', 'dialogues', 'conversations', 'preferences'].map((table) =>
    prepared(`erase.${table}`, `DELETE FROM router.${table} WHERE subscriber = ANY($1::text[])`),
  ),
  prepared('erase.coupons', 'UPDATE router.coupons SET subscriber = NULL WHERE subscriber = ANY($1::text[])'),
];

@Injectable()
export class PgErasureStore extends ErasureStore {
  constructor(
    private readonly database: Database,
    private readonly words: SealedWords,
  ) {
    super();
  }

  override erase(subscribers: readonly string[]): readonly Statement[] {
    const numbers = subscribers.map((subscriber) => this.database.rest.number(subscriber));
    return [this.words.destroy(subscribers), ...OF_PEOPLE.map((statement) => statement(numbers))];
  }
}
