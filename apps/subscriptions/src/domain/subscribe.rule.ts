import type { ConsentSource, ProgramConfigured } from '@parley/contracts';
import type { Subscribe } from './consent.command.js';
import {
  NOTHING,
  refuse,
  type ConsentContext,
  type ConsentDecision,
  type ConsentReply,
} from './consent.decision.js';
import { alreadyInReply, promptReply, welcomeReply } from './consent.replies.js';
import { lacksDisclosure, wordsAgreedTo } from './disclosure.rule.js';
import { EVERYTHING, isBarred, isExpired, isStopped, standingOf, type Consents } from './consent.state.js';
import { LedgerPage } from './ledger.page.js';

/**
 * How often an unanswered prompt is sent again where the program does not say it: enough for a lost text, too
 * little to pester anybody.
 */
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
 * - so is an answer within a flow: its text is the proof, but not a word that means this program alone;
 * - an import or a deactivation feed is nobody's wish to come back and changes nothing.
 *
 * Who asks from elsewhere says which words the person agreed to (`disclosure.rule.ts`).
 *
 * An age gate always asks: the prompt is for the birth date, and its answer confirms (`answer.rule.ts`).
 */
export function subscribe(consents: Consents, command: Subscribe, context: ConsentContext): ConsentDecision {
  const program = programOf(command, context);
  if (program === undefined) {
    return refuse(command.program === undefined ? 'PROGRAM_MISSING' : 'PROGRAM_UNKNOWN');
  }
  if (lacksDisclosure(command, program)) return refuse('DISCLOSURE_MISSING');
  const { now } = context;
  const name = program.program;
  const own = standingOf(consents, command.sender, name);
  if (own?.state === 'in') return alreadyIn(program, command.source);
  if (isBarred(own, now)) return refuse('UNDER_AGE');

  const stopped = isStopped(consents, command.sender);
  const expired = own !== undefined && isExpired(own, now);
  const from = expired ? (own.returnsTo ?? 'none') : (own?.state ?? 'none');
  const optedOut = stopped || from === 'out';
  if (optedOut && isNobodysWish(command.source)) return refuse('OPTED_OUT');

  const unproven = !isOwnWord(command) && (optedOut || from === 'pending');
  const asks = program.optIn === 'double' || program.ageGate !== undefined || unproven;
  if (asks && from === 'pending') {
    if ((own?.repeats ?? 0) >= (program.promptRepeats ?? PROMPT_REPEATS)) return refuse('PROMPT_LIMIT');
    return {
      entries: NOTHING.entries,
      reply: paced(promptReply(program, context.sender), command.source),
      repeated: name,
    };
  }

  const page = new LedgerPage(consents.version, command.sender, command.source, now);
  if (expired) page.addExpiry(name, from);
  if (asks) {
    page.addPending(name, from, now + program.confirmWithinDays * DAY);
    const reply = paced(promptReply(program, context.sender), command.source);
    return { entries: page.entries, reply, agreedTo: wordsAgreedTo(command, program) };
  }
  if (stopped) page.add(EVERYTHING, 'out', 'none', 'subscribe/lift');
  page.add(name, from, 'in', 'subscribe/single');
  const reply = paced(welcomeReply(program), command.source);
  return { entries: page.entries, reply, agreedTo: wordsAgreedTo(command, program) };
}

/** A keyword from the phone; a flow's question, and a form, may have been answered without meaning to come back. */
function isOwnWord({ source, inFlow = false }: Subscribe): boolean {
  return source === 'keyword' && !inFlow;
}

/** An import answers many at once: behind everybody who is waiting for a reply. */
function paced(reply: ConsentReply, source: ConsentSource): ConsentReply {
  return source === 'import' ? { ...reply, lane: 'bulk' } : reply;
}

/** The program that is meant: the one that is named, else the sender's only one. */
export function programOf(
  command: Pick<Subscribe, 'program'>,
  context: Pick<ConsentContext, 'programs'>,
): ProgramConfigured | undefined {
  const { programs } = context;
  if (command.program === undefined) return programs.length === 1 ? programs[0] : undefined;
  for (const program of programs) if (program.program === command.program) return program;
  return undefined;
}

/** A list that is imported twice texts nobody twice. */
function alreadyIn(program: ProgramConfigured, source: ConsentSource): ConsentDecision {
  const reply = source === 'import' ? undefined : alreadyInReply(program);
  return reply === undefined ? NOTHING : { entries: NOTHING.entries, reply };
}

function isNobodysWish(source: ConsentSource): boolean {
  return source === 'import' || source === 'deactivation' || source === 'expiry';
}
