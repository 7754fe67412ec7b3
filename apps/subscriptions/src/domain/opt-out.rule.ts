import type { ProgramConfigured } from '@parley/contracts';
import type { OptOut } from './consent.command.js';
import { NOTHING, type ConsentContext, type ConsentDecision } from './consent.decision.js';
import { goodbyeReply } from './consent.replies.js';
import { EVERYTHING, isStopped, standingOf, type Consents } from './consent.state.js';
import { LedgerPage } from './ledger.page.js';

/**
 * Out, at once, whoever asks and whether or not the person ever joined: a STOP must stand. Said again while
 * it stands, it changes nothing and is not confirmed again: 47 CFR 64.1200(a)(12) allows one confirmation.
 */
export function optOut(consents: Consents, command: OptOut, context: ConsentContext): ConsentDecision {
  const page = new LedgerPage(consents.version, command.sender, command.source, context.now);
  if (command.program === undefined) stopEverything(consents, command.sender, page);
  else stopProgram(consents, command.sender, command.program, page);
  const { entries } = page;
  if (entries.length === 0) return NOTHING;
  // A list of numbers to suppress, or a number that its owner gave back: there is nobody to confirm it to.
  if (command.source === 'import' || command.source === 'deactivation') return { entries };
  return { entries, reply: goodbyeReply(lastWords(command, context), context.sender) };
}

/** `*` first, then each program that was asked for or in: from then on nothing on the sender is `in`. */
function stopEverything(consents: Consents, sender: string, page: LedgerPage): void {
  const everything = standingOf(consents, sender, EVERYTHING)?.state ?? 'none';
  if (everything !== 'out') page.add(EVERYTHING, everything, 'out', 'opt-out/sender');
  for (const standing of consents.standings) {
    if (standing.sender !== sender) continue;
    if (standing.state !== 'in' && standing.state !== 'pending') continue;
    page.add(standing.program, standing.state, 'out', 'opt-out/sender');
  }
}

function stopProgram(consents: Consents, sender: string, program: string, page: LedgerPage): void {
  const state = standingOf(consents, sender, program)?.state ?? 'none';
  if (state === 'out' || (state === 'none' && isStopped(consents, sender))) return;
  page.add(program, state, 'out', 'opt-out/program');
}

/** Whose goodbye to say: the program's; for everything the sender's, and where it has none its only program's. */
function lastWords(command: OptOut, context: ConsentContext): ProgramConfigured | undefined {
  const { programs, sender } = context;
  if (command.program === undefined) {
    return sender?.optOutText === undefined && programs.length === 1 ? programs[0] : undefined;
  }
  for (const program of programs) if (program.program === command.program) return program;
  return undefined;
}
