import type { Asks, HouseEvent, Says } from './conversation.js';

/** A text as a phone got it. */
export interface HeardText {
  /** Our number. */
  readonly sender: string;
  readonly text: string;
}

/** Where one conversation is played: in memory, or on a running platform. */
export interface Stage {
  /** The phone texts. @returns the code by which ingest refused it; undefined when it was taken */
  say(step: Says): Promise<string | undefined>;
  /** Another service publishes an event. */
  ask(step: Asks): Promise<void>;
  /** A pool has these coupon codes, in this order, and no others. */
  fill(pool: string, codes: readonly string[]): Promise<void>;
  /** Lets time pass. */
  pass(ms: number): Promise<void>;
  /** Resolves when all that was started has come to its end, or as soon as `enough` holds. */
  follow(enough: () => boolean): Promise<void>;
  /** Resolves when `enough` holds, or would for long have: for what time brings, of which nothing tells before. */
  await(enough: () => boolean): Promise<void>;
  /** All that the phone has got so far, in order. */
  heard(phone: string): readonly HeardText[];
  /** All that was published so far about the conversation's people; in order within each kind of event. */
  published(): readonly HouseEvent[];
}
