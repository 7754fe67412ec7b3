import { Injectable } from '@nestjs/common';
import { ConversationIds } from '@parley/messaging';
import { Database, prepared, type Statement } from '@parley/persistence';
import { DataKeys } from '@parley/vault';
import { ErasureStore } from './erasure.store.js';

/** subscribers. The row stays, so that versions go on where they were. */
const forgetPreferences = prepared(
  'erase.preferences',
  `UPDATE subscriptions.preferences SET preferences = '[]', version = version + 1
   WHERE subscriber = ANY($1::text[]) AND preferences <> '[]'`,
);
const forgetFallbacks = prepared(
  'erase.fallbacks',
  'DELETE FROM subscriptions.fallbacks WHERE subscriber = ANY($1::text[])',
);

@Injectable()
export class PgErasureStore extends ErasureStore {
  constructor(
    private readonly database: Database,
    private readonly keys: DataKeys,
    private readonly people: ConversationIds,
  ) {
    super();
  }

  override erase(subscribers: readonly string[]): readonly Statement[] {
    const subjects = subscribers.map((subscriber) => this.people.ofPerson(subscriber));
    const numbers = subscribers.map((subscriber) => this.database.rest.number(subscriber));
    return [this.keys.destroy(subjects), forgetPreferences(numbers), forgetFallbacks(numbers)];
  }
}
