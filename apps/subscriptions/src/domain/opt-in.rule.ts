import type { OptIn } from './consent.command.js';
import { NOTHING, type ConsentContext, type ConsentDecision } from './consent.decision.js';
import { startReply } from './consent.replies.js';
import { EVERYTHING, isStopped, type Consents, type Standing } from './consent.state.js';
import { LedgerPage } from './ledger.page.js';
import { subscribe } from './subscribe.rule.js';

/**
 * START undoes a STOP, and no more than that.
 * - After a STOP of everything: the sender may text again, and what was in when the STOP came is in again.
 *   What was only asked for becomes `none`; what had been left before stays out.
 * - After an opt-out of one program: that one, the last that was left ("Reply START to rejoin").
 * - With nothing to undo, on a sender with one program: a keyword of that program.
 */
export function optIn(consents: Consents, command: OptIn, context: ConsentContext): ConsentDecision {
  const { sender, source } = command;
  const page = new LedgerPage(consents.version, sender, source, context.now);
  if (isStopped(consents, sender)) {
    page.add(EVERYTHING, 'out', 'none', 'opt-in/start');
    for (const standing of consents.standings) {
      if (standing.sender !== sender || standing.state !== 'out' || standing.returnsTo === undefined)
        continue;
      page.add(standing.program, 'out', standing.returnsTo, 'opt-in/start');
    }
    return { entries: page.entries, reply: startReply(context.sender) };
  }
  const left = lastLeft(consents, sender);
  if (left !== undefined) {
    page.add(left.program, 'out', 'in', 'opt-in/start');
    return { entries: page.entries, reply: startReply(context.sender) };
  }
  if (context.programs.length !== 1) return NOTHING;
  return subscribe(consents, { kind: 'subscribe', sender, source }, context);
}

/** The program that was in until its own opt-out, the newest of them. */
function lastLeft(consents: Consents, sender: string): Standing | undefined {
  let last: Standing | undefined;
  for (const standing of consents.standings) {
    if (standing.sender !== sender || standing.state !== 'out' || standing.returnsTo !== 'in') continue;
    if (last === undefined || standing.version > last.version) last = standing;
  }
  return last;
}
