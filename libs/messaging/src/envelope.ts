/** Where a record lay: enough to find it again on its topic. */
export interface Origin {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  /** ms since the epoch, as the broker keeps it. */
  readonly timestamp: number;
}

/** An event as a handler sees it: CloudEvents attributes, decoded data, trace context. */
export interface Envelope<T = unknown> {
  readonly id: string;
  readonly type: string;
  readonly source: string;
  /** ms since the epoch. */
  readonly time: number;
  /** The Kafka key: the subscriber's number. */
  readonly key: string;
  /** Opaque id of subscriber × sender (an HMAC), the same in every service; safe in spans and logs. */
  readonly conversationId: string;
  /** W3C trace context that whatever this event causes belongs under. */
  readonly traceparent: string;
  readonly data: T;
  readonly origin: Origin;
}
