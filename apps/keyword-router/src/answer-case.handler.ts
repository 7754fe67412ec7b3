import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { supportReplyRequested, type SupportReplyRequested } from '@parley/contracts';
import type { Batch } from '@parley/messaging';
import type { DialogueRecord } from './dialogue.record.js';
import { DialogueStore } from './dialogue.store.js';
import { DialogueTurns } from './dialogue.turns.js';
import { conversationKey } from './domain/conversation.js';
import { startDialogue, type Dialogue } from './domain/dialogue/dialogue.js';
import { storableText } from './domain/storable-text.js';

/** Agents' answers, and their giving a conversation back to automation. */
@Controller()
export class AnswerCaseHandler {
  constructor(
    private readonly dialogues: DialogueStore,
    private readonly turns: DialogueTurns,
  ) {}

  @EventPattern<string>(supportReplyRequested.topic, undefined, { lane: 'flows' })
  answer(@Payload() batch: Batch<SupportReplyRequested>): Promise<void> {
    return batch.run<Dialogue, DialogueRecord>({
      keyOf: (event) => conversationKey(event.data),
      load: (keys) => this.dialogues.load(keys),
      decide: (dialogue, { id, data }, nowMs) => {
        const { caseId, release = false, agent } = data;
        const text = data.text === undefined ? undefined : storableText(data.text);
        const input = { kind: 'reply', caseId: caseId.toLowerCase(), text, release, agent } as const;
        return this.turns.take(dialogue ?? startDialogue(data), input, { id, nowMs, lane: 'reply' });
      },
      prepare: (records) => this.dialogues.prepare(records),
      save: (_, records) => this.dialogues.save(records),
    });
  }
}
