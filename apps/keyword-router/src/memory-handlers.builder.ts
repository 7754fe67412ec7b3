import {
  consentChanged,
  conversationDue,
  flowRequested,
  moReceived,
  preferenceChanged,
  supportReplyRequested,
} from '@parley/contracts';
import { SenderDictionaries } from '@parley/intents';
import type { Batch, ConfigDirectory } from '@parley/messaging';
import { AnswerCaseHandler } from './answer-case.handler.js';
import { BeginFlowHandler } from './begin-flow.handler.js';
import type { CouponsStore } from './coupons.store.js';
import { DialogueTurns } from './dialogue.turns.js';
import { FollowConsentHandler } from './follow-consent.handler.js';
import { FollowPreferenceHandler } from './follow-preference.handler.js';
import { MemoryConversationStore } from './memory-conversation.store.builder.js';
import type { MemoryDialogueStore } from './memory-dialogue.store.builder.js';
import { ResolveIntentHandler } from './resolve-intent.handler.js';
import { TakeDueHandler } from './take-due.handler.js';
import { Templates } from './templates.js';

export type Handle = (batch: Batch<never>) => Promise<void>;

/** The router's own handlers on stores in memory, by their topic. */
export function memoryHandlers(
  config: ConfigDirectory,
  dialogues: MemoryDialogueStore,
  coupons: CouponsStore,
): ReadonlyMap<string, Handle> {
  const turns = new DialogueTurns(config, new Templates());
  const resolve = new ResolveIntentHandler(
    new MemoryConversationStore(dialogues),
    new SenderDictionaries(config),
    dialogues,
    turns,
  );
  const begin = new BeginFlowHandler(dialogues, turns);
  const due = new TakeDueHandler(dialogues, coupons, turns);
  const consent = new FollowConsentHandler(dialogues, turns);
  const preference = new FollowPreferenceHandler(dialogues);
  const answer = new AnswerCaseHandler(dialogues, turns);
  return new Map<string, Handle>([
    [moReceived.topic, (batch) => resolve.resolve(batch)],
    [flowRequested.topic, (batch) => begin.begin(batch)],
    [conversationDue.topic, (batch) => due.take(batch)],
    [consentChanged.topic, (batch) => consent.follow(batch)],
    [preferenceChanged.topic, (batch) => preference.follow(batch)],
    [supportReplyRequested.topic, (batch) => answer.answer(batch)],
  ]);
}
