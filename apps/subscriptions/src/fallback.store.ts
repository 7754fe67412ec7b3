import type { Statement } from '@parley/persistence';

/** Subscriber × sender, and when the sender's fallback text was last said there, ms since the epoch. */
export interface SaidFallback {
  readonly subscriber: string;
  readonly sender: string;
  readonly saidAt: number;
}

/** Keeps when fallback texts were said, as far as this service says them. */
export abstract class FallbackStore {
  /** Those of the subscribers, on all senders, in one query. Throws DatabaseError. */
  abstract load(subscribers: readonly string[]): Promise<readonly SaidFallback[]>;
  /** The statement that keeps them; of one person and sender the last counts. */
  abstract save(said: readonly SaidFallback[]): readonly Statement[];
}
