import type { DataOf, EventDefinition } from '@parley/contracts';

/** An event to publish because of another. Its id is UUIDv5(cause's id, name): a replay makes the same one. */
export interface Effect<D extends EventDefinition = EventDefinition> {
  readonly event: D;
  /** Unique among the effects of one cause, e.g. `reply` or `status/submitted/1`. */
  readonly name: string;
  /** The Kafka key; the cause's when absent. */
  readonly key?: string;
  /** Whose story it belongs to; the cause's when absent. */
  readonly conversationId?: string | undefined;
  readonly data: DataOf<D>;
  /** Spans to link to from this event's consumers (W3C traceparent), e.g. the conversation's last turn. */
  readonly traceparent?: string;
}

/** Makes an effect with its data checked by the compiler. */
export function effect<D extends EventDefinition>(event: D, name: string, data: DataOf<D>): Effect<D> {
  return { event, name, data };
}

/**
 * What a service made of one event: the state that follows (absent = unchanged), rows to add, events to
 * publish, and what its span should say (no numbers, no texts).
 */
export interface Decision<S, R = never> {
  readonly state?: S;
  readonly records?: readonly R[];
  readonly effects: readonly Effect[];
  /** Attributes for the span of this event, made only for what is sampled. */
  readonly attributes?: Readonly<Record<string, string | number | boolean>>;
  /** Why the event's spans are kept although it is not sampled, in a word (docs/adr/0012); absent: they are not. */
  readonly kept?: string | undefined;
  /** Traceparents to link the span to, e.g. the previous turn. */
  readonly links?: readonly string[];
}
