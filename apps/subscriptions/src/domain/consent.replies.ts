import type { ProgramConfigured, SenderConfigured } from '@parley/contracts';
import { isMonthFirst } from '@parley/sms';
import type { ConsentReply } from './consent.decision.js';
import { frequencyWords } from './frequency.words.js';

/*
 * The texts of consent. What people wrote in parley.yaml comes first; the defaults hold what the CTIA
 * handbook wants: brand, rates, HELP and STOP in an opt-in, and in a prompt how often texts come; no marketing in an opt-out.
 */

/** Asks for the confirmation of a double opt-in, and by an age gate for the birth date. */
export function promptReply(program: ProgramConfigured, sender: SenderConfigured | undefined): ConsentReply {
  const asks =
    program.ageGate === undefined
      ? `reply ${confirmWord(program)} to join ${program.name}`
      : `to join ${program.name}, reply with your birth date as ${dateForm(sender)}`;
  const often = frequencyWords(program.welcomeText);
  const own = `${brand(sender)}${asks}. ${often} Msg & data rates may apply. Reply HELP for help, STOP to end.`;
  return {
    name: 'prompt',
    ...worded(program.promptText, program.revision, own),
    lane: 'compliance',
    purpose: 'opt_in_prompt',
    program: program.program,
  };
}

/** Confirms that somebody is in. */
export function welcomeReply(program: ProgramConfigured): ConsentReply {
  return {
    name: 'confirmation',
    text: program.welcomeText,
    version: program.revision,
    lane: 'compliance',
    purpose: 'opt_in_confirmation',
    program: program.program,
  };
}

/** For who joins twice; undefined when the program has no words for it. */
export function alreadyInReply(program: ProgramConfigured): ConsentReply | undefined {
  if (program.alreadyInText === undefined) return undefined;
  return {
    name: 'already-in',
    text: program.alreadyInText,
    version: program.revision,
    lane: 'reply',
    purpose: 'information',
    program: program.program,
  };
}

/** For who answers a prompt with something else; undefined when the program has no words for it. */
export function invalidAnswerReply(
  program: ProgramConfigured,
  sender: SenderConfigured | undefined,
): ConsentReply | undefined {
  if (program.invalidAnswerText === undefined && program.ageGate === undefined) return undefined;
  const own = `${brand(sender)}reply with your birth date as ${dateForm(sender)} to join ${program.name}, or STOP to end.`;
  return {
    name: 'invalid-answer',
    ...worded(program.invalidAnswerText, program.revision, own),
    lane: 'compliance',
    purpose: 'opt_in_prompt',
    program: program.program,
  };
}

/** Tells somebody too young that no texts will come; it goes where the confirmation of an opt-out goes. */
export function underAgeReply(
  program: ProgramConfigured,
  sender: SenderConfigured | undefined,
): ConsentReply {
  const own = `${brand(sender)}you are not eligible for ${program.name} and will get no texts from it.`;
  return {
    name: 'refusal',
    ...worded(program.ageGate?.refusedText, program.revision, own),
    lane: 'compliance',
    purpose: 'opt_out_confirmation',
  };
}

/** Confirms START. */
export function startReply(sender: SenderConfigured | undefined): ConsentReply {
  const own =
    `${brand(sender)}you will get messages again. Msg & data rates may apply. ` +
    'Reply HELP for help, STOP to end.';
  const words = worded(sender?.optInText, sender?.revision, own);
  return { name: 'confirmation', ...words, lane: 'compliance', purpose: 'opt_in_confirmation' };
}

/** Confirms an opt-out, once: 47 CFR 64.1200(a)(12) allows one text without marketing. */
export function goodbyeReply(
  program: ProgramConfigured | undefined,
  sender: SenderConfigured | undefined,
): ConsentReply {
  const own = `${brand(sender)}you are unsubscribed and will get no more messages. Reply START to resubscribe.`;
  const words =
    program === undefined
      ? worded(sender?.optOutText, sender?.revision, own)
      : { text: program.goodbyeText, version: program.revision };
  return { name: 'confirmation', ...words, lane: 'compliance', purpose: 'opt_out_confirmation' };
}

/** What people wrote in parley.yaml, or Parley's own words. */
function worded(
  written: string | undefined,
  revision: string | undefined,
  own: string,
): Pick<ConsentReply, 'text' | 'version'> {
  return written === undefined
    ? { text: own, version: 'default' }
    : { text: written, version: revision ?? '' };
}

/** How people of the sender's country write a date. */
function dateForm(sender: SenderConfigured | undefined): string {
  return isMonthFirst(sender?.country ?? 'US') ? 'MM/DD/YYYY' : 'DD/MM/YYYY';
}

function brand(sender: SenderConfigured | undefined): string {
  return sender === undefined ? '' : `${sender.brand}: `;
}

function confirmWord(program: ProgramConfigured): string {
  return (program.confirmWords[0] ?? 'yes').toUpperCase();
}
