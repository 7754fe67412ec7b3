/** What a log line says of an event, so that `parley trace` finds the rest by any of the three. */
export interface Story {
  readonly eventId: string;
  /** The conversation's opaque id. */
  readonly conversation: string;
  readonly traceId: string;
}

export function storyOf(event: { id: string; conversationId: string; traceparent: string }): Story {
  return {
    eventId: event.id,
    conversation: event.conversationId,
    traceId: event.traceparent.slice(3, 35),
  };
}
