import type { ProgramConfigured, SenderConfigured } from '@parley/contracts';
import type { ConsentReply } from './consent.decision.js';

/*
 * The texts of consent. What people wrote in parley.yaml comes first; the defaults hold what the CTIA
 * handbook wants: brand, rates, HELP and STOP in an opt-in; no marketing in an opt-out.
 */

/** Asks for the confirmation of a double opt-in. */
export function promptReply(program: ProgramConfigured, sender: SenderConfigured | undefined): ConsentReply {
  const text =
    program.promptText ??
    `${brand(sender)}reply ${confirmWord(program)} to join ${program.name}. Msg & data rates may apply. ` +
      'Reply HELP for help, STOP to end.';
  return { name: 'prompt', text, lane: 'compliance', purpose: 'opt_in_prompt', program: program.program };
}

/** Confirms that somebody is in. */
export function welcomeReply(program: ProgramConfigured): ConsentReply {
  return {
    name: 'confirmation',
    text: program.welcomeText,
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
    lane: 'reply',
    purpose: 'information',
    program: program.program,
  };
}

/** Confirms START. */
export function startReply(sender: SenderConfigured | undefined): ConsentReply {
  const text =
    sender?.optInText ??
    `${brand(sender)}you will get messages again. Msg & data rates may apply. ` +
      'Reply HELP for help, STOP to end.';
  return { name: 'confirmation', text, lane: 'compliance', purpose: 'opt_in_confirmation' };
}

/** Confirms an opt-out, once: 47 CFR 64.1200(a)(12) allows one text without marketing. */
export function goodbyeReply(
  program: ProgramConfigured | undefined,
  sender: SenderConfigured | undefined,
): ConsentReply {
  const text =
    program?.goodbyeText ??
    sender?.optOutText ??
    `${brand(sender)}you are unsubscribed and will get no more messages. Reply START to resubscribe.`;
  return { name: 'confirmation', text, lane: 'compliance', purpose: 'opt_out_confirmation' };
}

function brand(sender: SenderConfigured | undefined): string {
  return sender === undefined ? '' : `${sender.brand}: `;
}

function confirmWord(program: ProgramConfigured): string {
  return (program.confirmWords[0] ?? 'yes').toUpperCase();
}
