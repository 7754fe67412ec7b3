import type { Statement } from '@parley/persistence';
import type { Conversation } from './domain/conversation.js';

/** Keeps conversations, by `conversationKey`. */
export abstract class ConversationStore {
  /** One query for all keys; a conversation that has not begun is absent. Throws DatabaseError. */
  abstract load(keys: readonly string[]): Promise<Map<string, Conversation>>;
  /** The statement that keeps them all; the loop runs it in the batch's transaction. */
  abstract save(changed: ReadonlyMap<string, Conversation>): readonly Statement[];
}
