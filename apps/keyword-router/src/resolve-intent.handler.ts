import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { moReceived, type MoReceived } from '@parley/contracts';
import type { Batch, Decision, Envelope } from '@parley/messaging';
import { ConversationStore } from './conversation.store.js';
import {
  afterTurn,
  conversationKey,
  startConversation,
  whyUnanswered,
  type Conversation,
} from './domain/conversation.js';
import { resolveIntent } from './domain/resolve-intent.js';
import { SenderDictionaries } from './domain/sender-dictionary.js';
import { answerEffect, intentEffect } from './turn.effects.js';

/** Finds out what each MO means, says so, and answers what needs no consent. */
@Controller()
export class ResolveIntentHandler {
  constructor(
    private readonly conversations: ConversationStore,
    private readonly dictionaries: SenderDictionaries,
  ) {}

  @EventPattern<string>(moReceived.topic)
  resolve(@Payload() batch: Batch<MoReceived>): Promise<void> {
    return batch.run<Conversation>({
      keyOf: (mo) => conversationKey(mo.data),
      load: (keys) => this.conversations.load(keys),
      decide: (conversation, mo, nowMs) => this.takeTurn(conversation, mo, nowMs),
      save: (changed) => this.conversations.save(changed),
    });
  }

  private takeTurn(
    known: Conversation | undefined,
    mo: Envelope<MoReceived>,
    nowMs: number,
  ): Decision<Conversation> {
    const conversation = known ?? startConversation(mo.data);
    const resolution = resolveIntent({
      text: mo.data.text,
      dictionary: this.dictionaries.of(mo.data.sender),
      lastProgram: conversation.lastProgram,
    });
    const unanswered = whyUnanswered(conversation, resolution, nowMs);
    const effects = [intentEffect(mo, resolution, unanswered)];
    const answered = resolution.answer !== undefined && unanswered === undefined;
    if (answered && resolution.answer) effects.push(answerEffect(mo, resolution.answer));
    return {
      state: afterTurn(conversation, resolution, { traceparent: mo.traceparent, answered, nowMs }),
      effects,
      attributes: {
        'parley.intent': resolution.intent,
        'parley.rule': resolution.rule,
        ...(unanswered !== undefined && { 'parley.unanswered': unanswered }),
      },
      links: conversation.lastTraceparent === undefined ? [] : [conversation.lastTraceparent],
    };
  }
}
