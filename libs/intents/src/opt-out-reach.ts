import type { SenderConfigured } from '@parley/contracts';
import type { Meaning } from './meaning.js';

/** Who may be reached by an opt-out: the sender, its programs, and what the conversation was about. */
export interface ReachContext {
  readonly sender: Pick<SenderConfigured, 'optOutScope'>;
  readonly programs: readonly string[];
  readonly lastProgram: string | undefined;
}

export type Reach = Pick<Meaning, 'scope' | 'program' | 'scopeRule'>;

/**
 * How far an opt-out reaches, and by which rule:
 * - `scope/word`: the word says everything (STOPALL);
 * - `scope/only-program`: there is no choice on this sender;
 * - `scope/sender-setting`: the sender says `optOutScope: sender`;
 * - `scope/conversation`: the program that the conversation was about;
 * - `scope/unknown`: that is not known, and in doubt it is everything.
 */
export function reachOfOptOut(
  { sender, programs, lastProgram }: ReachContext,
  saysEverything: boolean,
): Reach {
  if (saysEverything) return { scope: 'sender', scopeRule: 'scope/word' };
  if (programs.length < 2) return { scope: 'sender', scopeRule: 'scope/only-program' };
  if (sender.optOutScope === 'sender') return { scope: 'sender', scopeRule: 'scope/sender-setting' };
  if (lastProgram === undefined || !programs.includes(lastProgram)) {
    return { scope: 'sender', scopeRule: 'scope/unknown' };
  }
  return { scope: 'program', program: lastProgram, scopeRule: 'scope/conversation' };
}
