import { ConversationStore } from '../../../apps/keyword-router/src/conversation.store.js';
import type { Conversation } from '../../../apps/keyword-router/src/domain/conversation.js';
import { keptOf } from './kept-of.js';

/** The router's conversations. */
export class MemoryConversations extends ConversationStore {
  private readonly kept = new Map<string, Conversation>();

  async load(keys: readonly string[]): Promise<Map<string, Conversation>> {
    return keptOf(this.kept, keys);
  }

  save(changed: ReadonlyMap<string, Conversation>): [] {
    for (const [key, conversation] of changed) this.kept.set(key, conversation);
    return [];
  }
}
