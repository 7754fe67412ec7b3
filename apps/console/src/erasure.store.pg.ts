import { Injectable } from '@nestjs/common';
import { SealedWords } from '@parley/messaging';
import { Database, prepared, type Statement } from '@parley/persistence';
import { ErasureStore } from './erasure.store.js';

/** subscribers. Rows of the story that stand in no conversation go by their number. */
const forgetStory = prepared(
  'erase.story',
  `DELETE FROM console.story WHERE subscriber = ANY($1::text[]) AND kind <> 'erased'`,
);
const tellErased = prepared(
  'erase.tell',
  `INSERT INTO console.story (event_id, conversation_id, subscriber, sender, kind, at, trace_id, data)
   SELECT gen_random_uuid(), conversation_id, subscriber, sender, 'erased', clock_timestamp(), '', '{}'
   FROM console.conversations c WHERE subscriber = ANY($1::text[]) AND (last_text IS NOT NULL OR sealed_last_text IS NOT NULL)`,
);
const blankConversations = prepared(
  'erase.conversations',
  `UPDATE console.conversations SET last_text = NULL, sealed_last_text = NULL, last_by = NULL, keyword = NULL, case_id = NULL, state = NULL
   WHERE subscriber = ANY($1::text[])`,
);

/** What an endpoint has been told, it has: that is its own to erase. */
const forgetDeliveries = prepared(
  'erase.webhooks',
  'DELETE FROM console.webhook_deliveries WHERE subscriber = ANY($1::text[])',
);

@Injectable()
export class PgErasureStore extends ErasureStore {
  constructor(
    private readonly database: Database,
    private readonly words: SealedWords,
  ) {
    super();
  }

  override erase(subscribers: readonly string[]): readonly Statement[] {
    const forgotten = [forgetStory, tellErased, blankConversations, forgetDeliveries];
    const kept = subscribers.map((subscriber) => this.database.rest.number(subscriber));
    return [this.words.destroy(subscribers), ...forgotten.map((statement) => statement(kept))];
  }
}
