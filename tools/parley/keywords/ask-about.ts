import type { ConfigSnapshot } from '@parley/config';
import { failure } from '../parley.error.js';

/**
 * Whether a question can be answered by this configuration: a slip of the pen is not taken for a sender without rules.
 *
 * @throws ParleyError SENDER_UNKNOWN, PROGRAM_UNKNOWN
 */
export function checkQuestion(
  { senders, programs }: ConfigSnapshot,
  sender: string,
  program: string | undefined,
): void {
  const named = standing(senders);
  if (!named.includes(sender)) throw failure.senderUnknown(sender, named);
  if (program === undefined) return;
  const own = [...programs.values()].filter((each) => each.sender === sender && !each.removed);
  const programsOfSender = own.map((each) => each.program);
  if (!programsOfSender.includes(program)) throw failure.programUnknown(program, sender, programsOfSender);
}

function standing(entries: ConfigSnapshot['senders']): string[] {
  return [...entries].filter(([, { removed }]) => !removed).map(([name]) => name);
}
