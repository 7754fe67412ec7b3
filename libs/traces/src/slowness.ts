/**
 * Why a person waits: the carrier's answer, another try, their own quiet hours, the time that the text was asked for, the
 * sender's pace, a consumer that is behind, work; before the answer was asked for (`decision`) or after (`sending`), where
 * only a story tells; or nothing comes, as a record or its conversation was set aside.
 */
export type SlowCause =
  | 'carrier'
  | 'retry'
  | 'hours'
  | 'time'
  | 'pace'
  | 'behind'
  | 'work'
  | 'decision'
  | 'sending'
  | 'unreadable'
  | 'parked';

/** Why a turn was slow. */
export interface Slowness {
  readonly cause: SlowCause;
  /** How long it took, all such waits of the turn together. 0 where something was set aside. */
  readonly ms: number;
  /** When the last of them ends, ms since the epoch. */
  readonly untilMs: number;
  readonly times: number;
  /** The carrier or the service that it is about; empty where that is said nowhere. */
  readonly who: string;
  /** The topic or the work, in short: `mo.received`. */
  readonly what: string;
  /** A stable code, where there is one. */
  readonly code: string | undefined;
}

/** What takes less is not slow: a reply takes some hundredths of a second. */
export const SLOW_MS = 1_000;

/** The longest of them, where that is long. */
export function slowest(all: readonly Slowness[]): Slowness | undefined {
  const [longest] = all.toSorted((a, b) => b.ms - a.ms);
  return longest !== undefined && longest.ms >= SLOW_MS ? longest : undefined;
}

/** Waits for the same as one: the sum of them, until the last of them ends. */
export function together(one: Slowness, other: Slowness): Slowness {
  const untilMs = Math.max(one.untilMs, other.untilMs);
  return { ...one, ms: one.ms + other.ms, times: one.times + other.times, untilMs };
}
