import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { moReceived, type MoReceived } from '@parley/contracts';
import type { Batch, Decision, Envelope } from '@parley/messaging';
import { ConversationStore } from './conversation.store.js';
import {
  afterTurn,
  conversationKey,
  isAnswered,
  startConversation,
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
    const answered = isAnswered(conversation, resolution, nowMs);
    const answer = answered ? resolution.answer : undefined;
    const effects = [intentEffect(mo, resolution, answer?.deferred ? answer : undefined)];
    if (answer && !answer.deferred) effects.push(answerEffect(mo, answer));
    return {
      state: afterTurn(conversation, resolution, { traceparent: mo.traceparent, answered, nowMs }),
      effects,
      attributes: { 'parley.intent': resolution.intent, 'parley.rule': resolution.rule },
      links: conversation.lastTraceparent === undefined ? [] : [conversation.lastTraceparent],
    };
  }
}
