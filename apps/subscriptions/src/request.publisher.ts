import { Injectable } from '@nestjs/common';
import type { DataOf, EventDefinition } from '@parley/contracts';
import {
  ConversationIds,
  encodeEvent,
  EventPublisher,
  publishInTime,
  RequestTraces,
} from '@parley/messaging';
import { Clock } from '@parley/platform';

const SOURCE = 'parley/subscriptions-api';

/** Puts what the API was asked for on its topic: the one loop takes it from there, as it takes everybody's. */
@Injectable()
export class RequestPublisher {
  constructor(
    private readonly publisher: EventPublisher,
    private readonly conversations: ConversationIds,
    private readonly traces: RequestTraces,
    private readonly clock: Clock,
  ) {}

  /** Resolves when all in-sync replicas have it. Throws PublishError: nothing may be assumed published. */
  async publish<D extends EventDefinition>(
    event: D,
    id: string,
    data: DataOf<D> & { subscriber: string; sender?: string | undefined },
  ): Promise<void> {
    const conversationId = this.conversations.of(data.subscriber, data.sender ?? '');
    const trace = this.traces.begin(event.topic, id, conversationId);
    const record = encodeEvent(event, data, {
      id,
      source: SOURCE,
      timeMs: this.clock.now(),
      key: data.subscriber,
      conversationId,
      traceparent: trace.traceparent,
    });
    await trace.over(publishInTime(this.publisher, [record]));
  }
}
