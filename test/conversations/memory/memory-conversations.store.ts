import { ConversationStore } from '../../../apps/keyword-router/src/conversation.store.js';
import type { Conversation } from '../../../apps/keyword-router/src/domain/conversation.js';
import type { MemoryDialogues } from './memory-dialogues.store.js';
import type { Remembered } from './remembered.js';

/** The router's conversations. */
export class MemoryConversations extends ConversationStore {
  private readonly kept: Map<string, Conversation>;

  constructor(
    remembered: Remembered,
    private readonly dialogues: MemoryDialogues,
  ) {
    super();
    this.kept = remembered.map();
  }

  async load(keys: readonly string[]): Promise<Map<string, Conversation>> {
    const found = new Map<string, Conversation>();
    for (const key of keys) {
      const dialogue = this.dialogues.find(key);
      const conversation = this.kept.get(key) ?? (dialogue && { ...dialogue, turns: 0 });
      if (conversation) found.set(key, { ...conversation, dialogue });
    }
    return found;
  }

  save(changed: ReadonlyMap<string, Conversation>): [] {
    for (const [key, conversation] of changed) this.kept.set(key, conversation);
    return [];
  }
}
