import type { Statement } from '@parley/persistence';
import type { Decision } from './decision.js';
import type { Envelope } from './envelope.js';

/** The steps of the loop that are a service's own: its store's two ends and its pure decision. */
export interface Steps<T, S, R = never> {
  /** Which state an event belongs to; the subscriber (Kafka key) when absent. */
  keyOf?(event: Envelope<T>): string;
  /** Which events matter at all; the others cost no query. All when absent. */
  concerns?(event: Envelope<T>): boolean;
  /**
   * What may still be taken of an event of before its person was forgotten: itself where it holds nothing of them but
   * the number, a form without their words, or nothing (when absent), so that a replay brings nothing back.
   */
  remains?(event: Envelope<T>): Envelope<T> | undefined;
  /** True of what forgets people: it waits for all others' commits instead of going by what they know. */
  readonly erases?: boolean;
  /** One query for the states of all the keys of the batch. */
  load(keys: readonly string[], events: readonly Envelope<T>[]): Promise<Map<string, S>>;
  /** Pure: the state so far (with what earlier events of this batch made of it), the event, the time in ms. */
  decide(state: S | undefined, event: Envelope<T>, nowMs: number): Decision<S, R>;
  /** Asks for what only the decisions show to be needed for saving, e.g. the keys of people whose words are kept. */
  prepare?(records: readonly R[]): Promise<void>;
  /** The statements that keep what was decided; they run in the batch's one transaction. */
  save(changed: ReadonlyMap<string, S>, records: readonly R[]): readonly Statement[];
  /** Called once after the commit, e.g. to wake a sender. */
  committed?(records: readonly R[]): void;
}

/** A batch of decoded events, handed to a handler; `run` takes it through the rest of the one loop. */
export interface Batch<T> {
  readonly events: readonly Envelope<T>[];
  run<S, R = never>(steps: Steps<T, S, R>): Promise<void>;
}
