import type { Resolution } from './meaning.js';

/** What a conversation is about after a text. What was left it is not any more: a second STOP then reaches everything. */
export function lastProgramAfter(
  lastProgram: string | undefined,
  { intent, program }: Pick<Resolution, 'intent' | 'program'>,
): string | undefined {
  if (intent === 'opt_out' || intent === 'unsubscribe') return undefined;
  return program ?? lastProgram;
}
