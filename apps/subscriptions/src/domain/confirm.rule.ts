import type { ProgramConfigured } from '@parley/contracts';
import { missed } from './answer.rule.js';
import type { Confirm } from './consent.command.js';
import { NOTHING, type ConsentContext, type ConsentDecision } from './consent.decision.js';
import { welcomeReply } from './consent.replies.js';
import { EVERYTHING, isExpired, isStopped, type Consents, type Standing } from './consent.state.js';
import { LedgerPage } from './ledger.page.js';

/**
 * The answer to a prompt: the newest pending program of the sender is in, and an opt-out of the whole sender
 * is lifted, for the prompt was asked for after it (a STOP ends what is pending). Other programs stay out:
 * the answer was to one question. Nothing pending: nothing at all, a YES may belong to another conversation.
 * What has expired goes back to what it was, silently.
 */
export function confirm(consents: Consents, command: Confirm, context: ConsentContext): ConsentDecision {
  const { sender, source } = command;
  const page = new LedgerPage(consents.version, sender, source, context.now);
  let newest: Standing | undefined;
  let program: ProgramConfigured | undefined;
  for (const standing of consents.standings) {
    if (standing.state !== 'pending' || standing.sender !== sender) continue;
    if (command.program !== undefined && command.program !== standing.program) continue;
    if (isExpired(standing, context.now)) {
      page.addExpiry(standing.program, standing.returnsTo ?? 'none');
    } else if (newest === undefined || standing.version > newest.version) {
      const configured = find(context.programs, standing.program);
      if (configured === undefined) continue;
      newest = standing;
      program = configured;
    }
  }
  if (newest === undefined || program === undefined) {
    return page.entries.length === 0 ? NOTHING : { entries: page.entries };
  }
  // A YES says nothing of an age: it is no answer to that question.
  if (program.ageGate !== undefined) {
    return { ...missed(newest, program, context), entries: page.entries };
  }
  if (isStopped(consents, sender)) page.add(EVERYTHING, 'out', 'none', 'confirm/lift');
  page.add(newest.program, 'pending', 'in', 'confirm/word');
  return { entries: page.entries, reply: welcomeReply(program), agreedTo: newest.asked };
}

function find(programs: readonly ProgramConfigured[], name: string): ProgramConfigured | undefined {
  for (const program of programs) if (program.program === name) return program;
  return undefined;
}
