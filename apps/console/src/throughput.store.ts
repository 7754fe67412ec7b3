import type { Statement } from '@parley/persistence';
import type { StoryEntry } from './domain/story-entry.js';
import type { Throughput } from './domain/throughput.js';

/** What senders gave to their carriers, by 5 seconds, for the last day. */
export abstract class ThroughputStore {
  /** Adds what entries tell; the caller's transaction sees to it that each counts once. */
  abstract save(entries: readonly StoryEntry[]): readonly Statement[];
  /** Of all senders, the oldest first. */
  abstract since(ms: number): Promise<Throughput[]>;
}
