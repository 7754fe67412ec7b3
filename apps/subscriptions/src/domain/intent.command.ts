import type { IntentResolved } from '@parley/contracts';
import type { ConsentCommand } from './consent.command.js';

/**
 * True when an intent concerns consent; the others are not looked at further. What nobody understood does where
 * a program may wait for an answer in other words than its own (`awaitsAnswers` of the sender).
 */
export function concernsConsent(intent: IntentResolved, awaitsAnswers: (sender: string) => boolean): boolean {
  switch (intent.intent) {
    case 'opt_out':
    case 'opt_in':
    case 'confirm':
    case 'subscribe':
    case 'unsubscribe':
      return true;
    case 'handoff':
      return awaitsAnswers(intent.sender);
    default:
      return false;
  }
}

/** What a text from the phone asks of consent; undefined when nothing. */
export function commandOfIntent(intent: IntentResolved): ConsentCommand | undefined {
  const { sender, program } = intent;
  switch (intent.intent) {
    case 'subscribe':
      return { kind: 'subscribe', sender, program, source: 'keyword' };
    case 'confirm':
      // YES answers whatever was asked last; only a program's own word is about that program alone.
      return {
        kind: 'confirm',
        sender,
        program: intent.match.rule.startsWith('compliance/') ? undefined : program,
        source: 'keyword',
      };
    case 'opt_in':
      return { kind: 'opt_in', sender, source: 'keyword' };
    case 'opt_out':
      // Only a match that says so narrows a STOP; in doubt it means everything.
      return {
        kind: 'opt_out',
        sender,
        program: intent.scope === 'program' ? program : undefined,
        source: 'keyword',
      };
    case 'unsubscribe':
      return { kind: 'opt_out', sender, program, source: 'keyword' };
    case 'handoff':
      return { kind: 'answer', sender, text: intent.text, source: 'keyword' };
    default:
      return undefined;
  }
}
