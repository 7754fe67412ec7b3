import type { ConsentCommand } from './consent.command.js';
import type { ConsentContext, ConsentDecision } from './consent.decision.js';
import { countRepeat, evolve } from './consent.evolve.js';
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
  const state = consents ?? initialState;
  switch (command.kind) {
    case 'subscribe':
      return subscribe(state, command, context);
    case 'confirm':
      return confirm(state, command, context);
    case 'opt_in':
      return optIn(state, command, context);
    case 'opt_out':
      return optOut(state, command, context);
  }
}

/** The state that follows from a decision; the very same object when nothing changed. */
export function apply(consents: Consents, sender: string, decision: ConsentDecision): Consents {
  let state = consents;
  for (const entry of decision.entries) state = evolve(state, entry);
  return decision.repeated === undefined ? state : countRepeat(state, sender, decision.repeated);
}
