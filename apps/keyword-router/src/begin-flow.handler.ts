import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { flowRequested, type FlowRequested } from '@parley/contracts';
import type { Batch } from '@parley/messaging';
import type { DialogueRecord } from './dialogue.record.js';
import { DialogueStore } from './dialogue.store.js';
import { DialogueTurns } from './dialogue.turns.js';
import { conversationKey } from './domain/conversation.js';
import { startDialogue, type Dialogue } from './domain/dialogue/dialogue.js';
import { storableText } from './domain/storable-text.js';

/** Begins flows: for a keyword, and for whoever publishes flow.requested. */
@Controller()
export class BeginFlowHandler {
  constructor(
    private readonly dialogues: DialogueStore,
    private readonly turns: DialogueTurns,
  ) {}

  @EventPattern<string>(flowRequested.topic, undefined, { lane: 'flows' })
  begin(@Payload() batch: Batch<FlowRequested>): Promise<void> {
    return batch.run<Dialogue, DialogueRecord>({
      keyOf: (event) => conversationKey(event.data),
      load: (keys) => this.dialogues.load(keys),
      decide: (dialogue, { id, data }, nowMs) => {
        const { flow, values = {}, replaces = false, moId, number, text, requestedAt } = data;
        const start = { id, flow, values, ...(moId !== undefined && { moId }) };
        const lane = moId === undefined ? 'transactional' : 'reply';
        // A keyword's request is of the instant in which its text was received.
        const moReceivedAt = moId === undefined ? undefined : requestedAt;
        return this.turns.take(
          dialogue ?? startDialogue(data),
          { kind: 'start', start, replaces },
          {
            id,
            nowMs,
            moId,
            moReceivedAt,
            number,
            lane,
            ...(text !== undefined && { text: storableText(text) }),
          },
        );
      },
      prepare: (records) => this.dialogues.prepare(records),
      save: (_, records) => this.dialogues.save(records),
    });
  }
}
