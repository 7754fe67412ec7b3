import type { Slowness } from './slowness.js';

/** How times are written where the sentence is read. */
export interface SaidTimes {
  /** `3.0 s`. @param ms how long */
  lasted(ms: number): string;
  /** `08:00:00`. @param ms since the epoch */
  clock(ms: number): string;
}

/** Why a turn was slow, as one plain sentence; the words of runbooks, of `parley trace` and of the console. */
export function slowSentence(slowness: Slowness, { lasted, clock }: SaidTimes): string {
  const { cause, ms, untilMs, times, who, what, code } = slowness;
  const took = lasted(ms);
  const because = (words: string): string => `Slow because ${words}.`;
  switch (cause) {
    case 'carrier':
      return because(`the carrier ${who} took ${took} to answer${code === undefined ? '' : ` (${code})`}`);
    case 'retry': {
      const tries = times === 1 ? '' : ` (${times} waits)`;
      const why = code === 'THROTTLED' ? 'the carrier slowed us down' : 'it did not go at once';
      return because(`${why}, ${code ?? 'no code'}: waited ${took} to try again${tries}`);
    }
    case 'hours':
      return because(`it is night where the person is: held for quiet hours until ${clock(untilMs)}`);
    case 'time':
      return because(`it was asked for later, for ${clock(untilMs)}`);
    case 'pace':
      return because(
        `it waited ${took} for its slot: the sender's pace, a pause, or an earlier text of the conversation`,
      );
    case 'behind':
      return because(`${who} was ${took} behind on ${what}`);
    case 'work':
      return because(`${who} took ${took} for ${what}`);
    case 'decision':
      return because(`the answer was asked for ${took} after the text came: a consumer was behind`);
    case 'sending':
      return because(
        `it took ${took} from when it could go until the carrier had it: its slot, or the carrier`,
      );
    case 'unreadable':
      return `Set aside: ${who} cannot read a record of ${what}, ${code ?? 'no code'}; see Repairs.`;
    case 'parked':
      return `Set aside: ${who} could not decide on a record of ${what}, ${code ?? 'no code'}; see Repairs.`;
  }
}
