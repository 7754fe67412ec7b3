import type { Statement } from '@parley/persistence';
import { ConversationStore } from './conversation.store.js';
import type { Conversation } from './domain/conversation.js';
import type { MemoryDialogueStore } from './memory-dialogue.store.builder.js';

/** What PgConversationStore keeps, in a Map, with the dialogues of another store. */
export class MemoryConversationStore extends ConversationStore {
  private readonly kept = new Map<string, Conversation>();

  constructor(private readonly dialogues: MemoryDialogueStore) {
    super();
  }

  load(keys: readonly string[]): Promise<Map<string, Conversation>> {
    const found = new Map<string, Conversation>();
    for (const key of keys) {
      const dialogue = this.dialogues.find(key);
      const conversation = this.kept.get(key) ?? (dialogue && { ...dialogue, turns: 0 });
      if (conversation) found.set(key, { ...conversation, dialogue });
    }
    return Promise.resolve(found);
  }

  save(changed: ReadonlyMap<string, Conversation>): readonly Statement[] {
    for (const [key, conversation] of changed) this.kept.set(key, conversation);
    return [];
  }
}
