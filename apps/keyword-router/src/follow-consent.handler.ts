import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { consentChanged, type ConsentChanged } from '@parley/contracts';
import type { Batch, Envelope } from '@parley/messaging';
import type { DialogueRecord } from './dialogue.record.js';
import { DialogueStore } from './dialogue.store.js';
import { DialogueTurns } from './dialogue.turns.js';
import { conversationKey } from './domain/conversation.js';
import { isWatched, startDialogue, type Dialogue } from './domain/dialogue/dialogue.js';
import type { FlowStart } from './domain/flow/flow.state.js';

/** What was an opt-in so long ago begins nothing: a reader that starts anew reads 30 days of them. */
const NEWS_FOR_MS = 24 * 60 * 60 * 1000;

/** Keeps a copy of consents; ends what an opt-out ends, and begins what an opt-in begins. */
@Controller()
export class FollowConsentHandler {
  constructor(
    private readonly dialogues: DialogueStore,
    private readonly turns: DialogueTurns,
  ) {}

  @EventPattern<string>(consentChanged.topic, undefined, { lane: 'flows' })
  follow(@Payload() batch: Batch<ConsentChanged>): Promise<void> {
    return batch.run<Dialogue, DialogueRecord>({
      remains: (event) => event,
      keyOf: (event) => conversationKey(event.data),
      load: (keys) => this.dialogues.load(keys),
      decide: (dialogue, event, nowMs) => {
        const { subscriber, sender, program, to, version, source } = event.data;
        // Who has just texted YES or JOIN is still holding the phone.
        const lane = source === 'keyword' ? 'reply' : 'transactional';
        const before = dialogue ?? startDialogue(event.data);
        const input = { kind: 'consent', program, to, starts: this.startOf(event, nowMs) } as const;
        const turn = this.turns.take(before, input, { id: event.id, nowMs, lane });
        const copy = { kind: 'consent', subscriber, sender, program, state: to, version } as const;
        // Where nothing is under way, what is known is kept in the copy alone.
        const { state } = turn;
        const moved =
          state.flows !== before.flows ||
          state.support !== before.support ||
          isWatched(state) !== isWatched(before);
        const records = moved ? turn.records : turn.records.filter(({ kind }) => kind !== 'dialogue');
        return { ...turn, records: [...records, copy] };
      },
      prepare: (records) => this.dialogues.prepare(records),
      save: (_, records) => this.dialogues.save(records),
    });
  }

  private startOf({ id, data }: Envelope<ConsentChanged>, nowMs: number): FlowStart | undefined {
    if (data.to !== 'in' || nowMs - Date.parse(data.changedAt) > NEWS_FOR_MS) return undefined;
    const flow = this.turns.directory.programs.get(data.program)?.startsFlow;
    return flow === undefined ? undefined : { id, flow, values: {} };
  }
}
