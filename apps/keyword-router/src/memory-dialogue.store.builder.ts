import type { Statement } from '@parley/persistence';
import type { DialogueRecord } from './dialogue.record.js';
import { DialogueStore, type DueDialogue } from './dialogue.store.js';
import { conversationKey } from './domain/conversation.js';
import { dueOf, startDialogue, type Dialogue, type Known } from './domain/dialogue/dialogue.js';

/** What PgDialogueStore keeps, in Maps. */
export class MemoryDialogueStore extends DialogueStore {
  readonly records: DialogueRecord[] = [];
  private readonly dialogues = new Map<string, Dialogue>();
  private readonly preferences: Record<string, string | number> = {};
  private readonly consents: Record<string, Known['consents'][string]> = {};

  load(keys: readonly string[]): Promise<Map<string, Dialogue>> {
    return Promise.resolve(new Map(keys.map((key) => [key, this.find(key) ?? this.fresh(key)])));
  }

  find(key: string): Dialogue | undefined {
    const kept = this.dialogues.get(key);
    return kept && { ...kept, known: this.known() };
  }

  async prepare(): Promise<void> {}

  save(records: readonly DialogueRecord[]): readonly Statement[] {
    this.records.push(...records);
    for (const record of records) {
      if (record.kind === 'consent') this.consents[record.program] = record.state;
      if (record.kind === 'preference' && record.value !== undefined)
        this.preferences[record.preference] = record.value;
      if (record.kind !== 'dialogue') continue;
      const { dialogue } = record;
      // As PostgreSQL keeps it: JSON, and a revision that counts.
      const kept = JSON.parse(JSON.stringify(dialogue)) as Dialogue;
      this.dialogues.set(conversationKey(dialogue), { ...kept, revision: dialogue.revision + 1 });
    }
    return [];
  }

  claimDue(): Promise<DueDialogue[]> {
    return Promise.resolve([...this.dialogues.values()].filter((dialogue) => dueOf(dialogue) !== undefined));
  }

  private fresh(key: string): Dialogue {
    const [subscriber = '', sender = ''] = key.split('|');
    return { ...startDialogue({ subscriber, sender }), known: this.known() };
  }

  private known(): Known {
    return { preferences: { ...this.preferences }, consents: { ...this.consents } };
  }
}
