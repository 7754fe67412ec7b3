import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { moReceived, type MoReceived } from '@parley/contracts';
import { resolveIntent, SenderDictionaries } from '@parley/intents';
import { tallied, type Batch, type Decision, type Envelope, type Steps } from '@parley/messaging';
import { ConversationStore } from './conversation.store.js';
import type { DialogueRecord } from './dialogue.record.js';
import { DialogueStore } from './dialogue.store.js';
import { DialogueTurns } from './dialogue.turns.js';
import { awaitedOf, type Awaited } from './domain/dialogue/awaited.js';
import { isActive, startDialogue, type Dialogue } from './domain/dialogue/dialogue.js';
import type { DialogueInput } from './domain/dialogue/dialogue.input.js';
import { inputOfText } from './domain/dialogue/input-of-text.js';
import { storableText } from './domain/storable-text.js';
import {
  afterTurn,
  conversationKey,
  startConversation,
  whyUnanswered,
  type Conversation,
} from './domain/conversation.js';
import { answerEffect, flowEffect, intentEffect, numberEffect } from './turn.effects.js';
import { TurnTally } from './turn.tally.js';

/** Finds out what each MO means, says so, and answers what needs no consent. */
@Controller()
export class ResolveIntentHandler {
  constructor(
    private readonly conversations: ConversationStore,
    private readonly dictionaries: SenderDictionaries,
    private readonly dialogues: DialogueStore,
    private readonly turns: DialogueTurns,
  ) {}

  @EventPattern<string>(moReceived.topic)
  resolve(@Payload() batch: Batch<MoReceived>): Promise<void> {
    const steps: Steps<MoReceived, Conversation, DialogueRecord> = {
      remains: (mo) => this.optOutAlone(mo),
      keyOf: (mo) => conversationKey(mo.data),
      load: (keys) => this.conversations.load(keys),
      decide: (conversation, mo, nowMs) => this.takeTurn(conversation, mo, nowMs),
      prepare: (records) => this.dialogues.prepare(records),
      save: (changed, records) => [...this.conversations.save(changed), ...this.dialogues.save(records)],
    };
    return batch.run(tallied(steps, new TurnTally()));
  }

  /** What the erasure of a person overtook is dropped, except that they asked to be left alone: that stands. */
  private optOutAlone(mo: Envelope<MoReceived>): Envelope<MoReceived> | undefined {
    const { sender, text, parts } = mo.data;
    const dictionary = this.dictionaries.of(sender);
    const { intent } = resolveIntent({ text, parts: parts?.map((part) => part.text), dictionary });
    if (intent !== 'opt_out') return undefined;
    return { ...mo, data: { ...mo.data, text: 'STOP', parts: undefined, media: undefined } };
  }

  private takeTurn(
    known: Conversation | undefined,
    mo: Envelope<MoReceived>,
    nowMs: number,
  ): Decision<Conversation, DialogueRecord> {
    const conversation = known ?? startConversation(mo.data);
    const dictionary = this.dictionaries.of(mo.data.sender);
    const { dialogue } = conversation;
    const inDialogue =
      dialogue && isActive(dialogue) ? this.awaited(dialogue, mo, dictionary?.sender.country) : undefined;
    const resolution = resolveIntent({
      text: mo.data.text,
      parts: mo.data.parts?.map(({ text }) => text),
      dictionary,
      lastProgram: conversation.lastProgram,
      inDialogue,
    });
    const unanswered = whyUnanswered(conversation, resolution, nowMs);
    const answered = unanswered === undefined;
    const answer = answered ? resolution.answer : undefined;
    const unsaid = { unanswered, ...(answer?.deferred && { fallback: answer }) };
    const effects = [intentEffect(mo, resolution, unsaid)];
    if (mo.data.number !== undefined) effects.push(numberEffect(mo.data, mo.data.number));
    if (answer && !answer.deferred) effects.push(answerEffect(mo, answer));
    if (answered && resolution.flow !== undefined) effects.push(flowEffect(mo, resolution.flow));
    const decision = {
      state: afterTurn(conversation, resolution, { traceparent: mo.traceparent, answered, nowMs }),
      effects,
      attributes: {
        'parley.intent': resolution.intent,
        'parley.rule': resolution.rule,
        ...(unanswered !== undefined && { 'parley.unanswered': unanswered }),
      },
      links: conversation.lastTraceparent === undefined ? [] : [conversation.lastTraceparent],
    };
    const input = inputOfText(resolution, inDialogue, dialogue, dictionary?.sender);
    return input === undefined ? decision : this.takeDialogue(decision, input, mo, nowMs);
  }

  private awaited(dialogue: Dialogue, mo: Envelope<MoReceived>, country = ''): Awaited | undefined {
    const { preferences } = this.turns.directory;
    return awaitedOf(dialogue, storableText(mo.data.text), (name) => preferences.get(name), country);
  }

  /** The same turn's other half: what the text does to a flow or a case. */
  private takeDialogue(
    decision: Decision<Conversation> & { state: Conversation },
    input: DialogueInput,
    mo: Envelope<MoReceived>,
    nowMs: number,
  ): Decision<Conversation, DialogueRecord> {
    const dialogue = decision.state.dialogue ?? startDialogue(mo.data);
    const text = storableText(mo.data.text);
    const turn = this.turns.take(dialogue, input, {
      id: mo.id,
      nowMs,
      moId: mo.id,
      moReceivedAt: mo.data.receivedAt,
      number: mo.data.number,
      lane: 'reply',
      text,
    });
    return {
      ...decision,
      state: { ...decision.state, dialogue: turn.state },
      effects: [...decision.effects, ...turn.effects],
      records: turn.records,
      attributes: { ...decision.attributes, ...turn.attributes },
    };
  }
}
