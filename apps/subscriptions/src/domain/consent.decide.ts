import { answer } from './answer.rule.js';
import type { ConsentCommand } from './consent.command.js';
import type { ConsentContext, ConsentDecision } from './consent.decision.js';
import { countMiss, countRepeat, evolve } from './consent.evolve.js';
import { initialState, type Consents } from './consent.state.js';
import { confirm } from './confirm.rule.js';
import { optIn } from './opt-in.rule.js';
import { optOut } from './opt-out.rule.js';
import { subscribe } from './subscribe.rule.js';

/** What comes of a command in a state: ledger entries and the one text that answers it. Pure. */
export function decide(
  consents: Consents | undefined,
  command: ConsentCommand,
  context: ConsentContext,
): ConsentDecision {
  return withWords(ruled(consents ?? initialState, command, context), command);
}

function ruled(state: Consents, command: ConsentCommand, context: ConsentContext): ConsentDecision {
  switch (command.kind) {
    case 'subscribe':
      return subscribe(state, command, context);
    case 'confirm':
      return confirm(state, command, context);
    case 'answer':
      return answer(state, command, context);
    case 'opt_in':
      return optIn(state, command, context);
    case 'opt_out':
      return optOut(state, command, context);
  }
}

/**
 * Puts the words into the entries: those that were agreed to and those that answered. What merely ran out was
 * nobody's word.
 */
function withWords(decision: ConsentDecision, command: ConsentCommand): ConsentDecision {
  const { reply, entries } = decision;
  if (entries.length === 0) return decision;
  const told = 'disclosure' in command ? command.disclosure : undefined;
  const agreedTo = decision.agreedTo ?? told;
  const words = {
    ...(agreedTo && { disclosure: agreedTo.text, disclosureVersion: agreedTo.version }),
    ...(reply && { shown: reply.text, shownVersion: reply.version }),
  };
  return {
    ...decision,
    entries: entries.map((entry) => (entry.source === 'expiry' ? entry : { ...entry, ...words })),
  };
}

/** The state that follows from a decision; the very same object when nothing changed. */
export function apply(consents: Consents, sender: string, decision: ConsentDecision): Consents {
  let state = consents;
  for (const entry of decision.entries) state = evolve(state, entry);
  const { repeated, missed, reply } = decision;
  if (repeated !== undefined) state = countRepeat(state, sender, repeated, reply);
  return missed === undefined ? state : countMiss(state, sender, missed);
}
