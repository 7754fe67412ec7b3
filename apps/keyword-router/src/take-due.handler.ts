import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { conversationDue, type ConversationDue } from '@parley/contracts';
import type { Batch, Envelope } from '@parley/messaging';
import { CouponsStore, type CouponWish, type Draw } from './coupons.store.js';
import type { DialogueRecord } from './dialogue.record.js';
import { DialogueStore } from './dialogue.store.js';
import { DialogueTurns } from './dialogue.turns.js';
import { conversationKey } from './domain/conversation.js';
import { startDialogue, type Dialogue } from './domain/dialogue/dialogue.js';
import type { DialogueInput } from './domain/dialogue/dialogue.input.js';

/** The times of flows and cases that have come, and the coupons that flows draw. */
@Controller()
export class TakeDueHandler {
  constructor(
    private readonly dialogues: DialogueStore,
    private readonly coupons: CouponsStore,
    private readonly turns: DialogueTurns,
  ) {}

  @EventPattern<string>(conversationDue.topic, undefined, { lane: 'flows' })
  take(@Payload() batch: Batch<ConversationDue>): Promise<void> {
    let draw: Draw = { of: () => undefined };
    return batch.run<Dialogue, DialogueRecord>({
      keyOf: (event) => conversationKey(event.data),
      load: async (keys, events) => {
        const [dialogues, drawn] = await Promise.all([
          this.dialogues.load(keys),
          this.coupons.draw(events.flatMap((event) => wishOf(event.data) ?? [])),
        ]);
        draw = drawn;
        return dialogues;
      },
      decide: (dialogue, event, nowMs) =>
        this.decide(dialogue ?? startDialogue(event.data), event, nowMs, draw),
      prepare: (records) => this.dialogues.prepare(records),
      save: (_, records) => this.dialogues.save(records),
    });
  }

  private decide(dialogue: Dialogue, { id, data }: Envelope<ConversationDue>, nowMs: number, draw: Draw) {
    const { moId, moReceivedAt, number } = data;
    const lane = moId === undefined ? 'transactional' : 'reply';
    const cause = { id, nowMs, moId, moReceivedAt, number, lane } as const;
    const wish = wishOf(data);
    const { run } = dialogue.flows;
    const drawn = wish && run?.id === wish.run && run.asked.step === wish.step ? draw.of(wish) : undefined;
    const turn = this.turns.take(dialogue, inputOf(data, drawn?.code), cause);
    if (!wish || !drawn?.isNew) return turn;
    const given = { kind: 'coupon', ...wish, code: drawn.code, subscriber: data.subscriber } as const;
    return { ...turn, records: [...turn.records, given] };
  }
}

function inputOf(data: ConversationDue, code: string | undefined): DialogueInput {
  const { about, id, step = '' } = data;
  const dueAtMs = Date.parse(data.dueAt);
  if (about === 'case') return { kind: 'idle', caseId: id, dueAtMs };
  return about === 'coupon'
    ? { kind: 'coupon', run: id, step, code }
    : { kind: 'timer', run: id, step, dueAtMs };
}

function wishOf({ about, id, step, pool }: ConversationDue): CouponWish | undefined {
  return about === 'coupon' && step !== undefined && pool !== undefined ? { run: id, step, pool } : undefined;
}
