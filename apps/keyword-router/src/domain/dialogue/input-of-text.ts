import type { SenderConfigured } from '@parley/contracts';
import type { Resolution } from '@parley/intents';
import type { Awaited } from './awaited.js';
import { asksForYes, isActive, type Dialogue } from './dialogue.js';
import type { DialogueInput } from './dialogue.input.js';

/** What a text, once its meaning is known, does to what the conversation is in the middle of; mostly nothing. */
export function inputOfText(
  { intent, rule }: Resolution,
  awaited: Awaited | undefined,
  dialogue: Dialogue | undefined,
  sender: SenderConfigured | undefined,
): DialogueInput | undefined {
  switch (intent) {
    case 'opt_out':
    case 'unsubscribe':
      return dialogue && isActive(dialogue) ? { kind: 'stop' } : undefined;
    case 'answer':
      return awaited?.answer && { kind: 'answer', answer: awaited.answer };
    case 'handoff':
      if (rule === awaited?.meaning.rule) return { kind: 'message' };
      // Who is asked to confirm an opt-in answers that, however wrongly.
      if (dialogue && (dialogue.support || asksForYes(dialogue))) return undefined;
      return sender?.support ? { kind: 'not_understood' } : undefined;
    default:
      return undefined;
  }
}
