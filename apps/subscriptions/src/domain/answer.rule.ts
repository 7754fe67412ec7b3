import type { ProgramConfigured } from '@parley/contracts';
import { ageOn, dayEverywhere, normalizeForMatching, readDate } from '@parley/sms';
import type { Answer } from './consent.command.js';
import { NOTHING, type ConsentContext, type ConsentDecision } from './consent.decision.js';
import { invalidAnswerReply, underAgeReply, welcomeReply } from './consent.replies.js';
import { EVERYTHING, isStopped, newestPending, type Consents, type Standing } from './consent.state.js';
import { LedgerPage } from './ledger.page.js';

/** How often a wrong answer is answered where the program does not say it; then a machine has said enough. */
export const INVALID_ANSWERS = 2;
/** How long a program does not ask somebody again who was too young, where it does not say it; in days. */
export const RETRY_AFTER_DAYS = 365;

const DAY = 24 * 60 * 60 * 1000;

/**
 * A text that nothing else understood, from somebody whom a program asked. With an age gate it may be the birth
 * date: old enough is in, too young is out and not asked again for a while. Anything else is told, a few
 * times, what an answer looks like. Nothing pending: nothing, the text is somebody else's to understand.
 *
 * The birth date is looked at here and nowhere kept: the ledger keeps which age it proved.
 */
export function answer(consents: Consents, command: Answer, context: ConsentContext): ConsentDecision {
  const { sender, text } = command;
  const { now, programs } = context;
  const find = (name: string) => programs.find(({ program }) => program === name);
  const standing = newestPending(consents, sender, now, (name) => find(name) !== undefined);
  const program = standing && find(standing.program);
  if (standing === undefined || program === undefined) return NOTHING;
  if (program.ageGate === undefined) return missed(standing, program, context);

  const today = dayEverywhere(now);
  const born = birthDateIn(text, program, context.sender?.country ?? 'US', today);
  if (born === undefined) return missed(standing, program, context);
  const { minimumAge, retryAfterDays } = program.ageGate;
  const page = new LedgerPage(consents.version, sender, command.source, now);
  if (ageOn(born, today) < minimumAge) {
    page.addUnderAge(program.program, now + (retryAfterDays ?? RETRY_AFTER_DAYS) * DAY);
    const reply = underAgeReply(program, context.sender);
    return { entries: page.entries, reply, agreedTo: standing.asked, keptText: proved('under', minimumAge) };
  }
  if (isStopped(consents, sender)) page.add(EVERYTHING, 'out', 'none', 'confirm/lift');
  page.add(program.program, 'pending', 'in', 'confirm/age');
  return {
    entries: page.entries,
    reply: welcomeReply(program),
    agreedTo: standing.asked,
    keptText: proved('at least', minimumAge),
  };
}

/** A wrong answer: said what is awaited, as often as the program allows; after that it is like any other text. */
export function missed(
  standing: Standing,
  program: ProgramConfigured,
  context: ConsentContext,
): ConsentDecision {
  const reply = invalidAnswerReply(program, context.sender);
  if (reply === undefined) return NOTHING;
  if ((standing.misses ?? 0) >= (program.invalidAnswers ?? INVALID_ANSWERS)) return NOTHING;
  return { entries: NOTHING.entries, reply, missed: program.program };
}

/** `12/31/1990`, also after a word that confirms: `YES 12/31/1990`. A day to come is nobody's birth date. */
function birthDateIn(
  text: string,
  program: ProgramConfigured,
  country: string,
  today: string,
): string | undefined {
  const whole = readDate(text, country, today);
  const [first = '', ...rest] = text.trim().split(/[\s,:]+/);
  const confirms = program.confirmWords.some(
    (word) => normalizeForMatching(word) === normalizeForMatching(first),
  );
  const born = whole ?? (confirms ? readDate(rest.join(' '), country, today) : undefined);
  return born !== undefined && born <= today ? born : undefined;
}

function proved(relation: string, years: number): string {
  return `[a birth date: ${relation} ${years} years]`;
}
