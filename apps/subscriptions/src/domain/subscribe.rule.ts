import type { ConsentSource, ProgramConfigured } from '@parley/contracts';
import type { Subscribe } from './consent.command.js';
import { NOTHING, refuse, type ConsentContext, type ConsentDecision } from './consent.decision.js';
import { alreadyInReply, promptReply, welcomeReply } from './consent.replies.js';
import { EVERYTHING, isExpired, isStopped, standingOf, type Consents } from './consent.state.js';
import { LedgerPage } from './ledger.page.js';

/** How often an unanswered prompt is sent again: enough for a lost text, too little to pester anybody. */
export const PROMPT_REPEATS = 3;

const DAY = 24 * 60 * 60 * 1000;

/**
 * Into a program. Single opt-in: in at once. Double opt-in: pending, with a prompt that the phone answers.
 *
 * After an opt-out, it matters who asks:
 * - a keyword from the phone (JOIN) is the person's own, explicit word. On a single opt-in it lifts the
 *   opt-out, the sender-wide one too. On a double opt-in the prompt may go out in spite of it (its purpose is
 *   opt_in_prompt), but the sender-wide opt-out stands until the confirmation comes;
 * - a request from elsewhere (web form, API, e-mail, voice) proves nobody's phone: anybody can type a number
 *   into a form. So it is asked back by a prompt whatever the program's opt-in, and only the phone's answer
 *   lifts the opt-out;
 * - an import or a deactivation feed is nobody's wish to come back and changes nothing.
 */
export function subscribe(consents: Consents, command: Subscribe, context: ConsentContext): ConsentDecision {
  const program = programOf(command, context);
  if (program === undefined) {
    return refuse(command.program === undefined ? 'PROGRAM_MISSING' : 'PROGRAM_UNKNOWN');
  }
  const { now } = context;
  const name = program.program;
  const own = standingOf(consents, command.sender, name);
  if (own?.state === 'in') return alreadyIn(program);

  const stopped = isStopped(consents, command.sender);
  const expired = own !== undefined && isExpired(own, now);
  const from = expired ? (own.returnsTo ?? 'none') : (own?.state ?? 'none');
  const optedOut = stopped || from === 'out';
  if (optedOut && isNobodysWish(command.source)) return refuse('OPTED_OUT');

  const unproven = command.source !== 'keyword' && (optedOut || from === 'pending');
  const asks = program.optIn === 'double' || unproven;
  if (asks && from === 'pending') {
    if ((own?.repeats ?? 0) >= PROMPT_REPEATS) return refuse('PROMPT_LIMIT');
    return { entries: NOTHING.entries, reply: promptReply(program, context.sender), repeated: name };
  }

  const page = new LedgerPage(consents.version, command.sender, command.source, now);
  if (expired) page.addExpiry(name, from);
  if (asks) {
    page.addPending(name, from, now + program.confirmWithinDays * DAY);
    return { entries: page.entries, reply: promptReply(program, context.sender) };
  }
  if (stopped) page.add(EVERYTHING, 'out', 'none', 'subscribe/lift');
  page.add(name, from, 'in', 'subscribe/single');
  return { entries: page.entries, reply: welcomeReply(program) };
}

function programOf(command: Subscribe, context: ConsentContext): ProgramConfigured | undefined {
  const { programs } = context;
  if (command.program === undefined) return programs.length === 1 ? programs[0] : undefined;
  for (const program of programs) if (program.program === command.program) return program;
  return undefined;
}

function alreadyIn(program: ProgramConfigured): ConsentDecision {
  const reply = alreadyInReply(program);
  return reply === undefined ? NOTHING : { entries: NOTHING.entries, reply };
}

function isNobodysWish(source: ConsentSource): boolean {
  return source === 'import' || source === 'deactivation' || source === 'expiry';
}
