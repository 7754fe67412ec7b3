import type { IntentResolved } from '@parley/contracts';
import type { ConsentCommand } from './consent.command.js';

/** True when an intent concerns consent; the others are not looked at further. */
export function concernsConsent(intent: IntentResolved): boolean {
  switch (intent.intent) {
    case 'reply':
    case 'help':
    case 'handoff':
    case 'flow':
    case 'answer':
      return false;
    default:
      return true;
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
    default:
      return undefined;
  }
}
