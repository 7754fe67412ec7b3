import { Injectable } from '@nestjs/common';
import type { DataOf, EventDefinition } from '@parley/contracts';
import { ConversationIds, encodeEvent, EventPublisher, publishInTime } from '@parley/messaging';
import { Clock, unsampledTraceparent } from '@parley/platform';

const SOURCE = 'parley/subscriptions-api';

/** Puts what the API was asked for on its topic: the one loop takes it from there, as it takes everybody's. */
@Injectable()
export class RequestPublisher {
  constructor(
    private readonly publisher: EventPublisher,
    private readonly conversations: ConversationIds,
    private readonly clock: Clock,
  ) {}

  /** Resolves when all in-sync replicas have it. Throws PublishError: nothing may be assumed published. */
  async publish<D extends EventDefinition>(
    event: D,
    id: string,
    data: DataOf<D> & { subscriber: string; sender?: string | undefined },
  ): Promise<void> {
    const record = encodeEvent(event, data, {
      id,
      source: SOURCE,
      timeMs: this.clock.now(),
      key: data.subscriber,
      conversationId: this.conversations.of(data.subscriber, data.sender ?? ''),
      traceparent: unsampledTraceparent(id),
    });
    await publishInTime(this.publisher, [record]);
  }
}
