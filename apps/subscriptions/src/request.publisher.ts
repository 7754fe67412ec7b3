import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { DataOf, EventDefinition } from '@parley/contracts';
import { ConversationIds, encodeEvent, EventPublisher, PublishError } from '@parley/messaging';
import { Clock, unsampledTraceparent } from '@parley/platform';

const SOURCE = 'parley/subscriptions-api';
/** A caller waits no longer than this, in ms. */
const WITHIN_MS = 5000;

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
    const waiting = new AbortController();
    const late = pause(WITHIN_MS, undefined, { signal: waiting.signal }).then(() => {
      throw new PublishError(`no answer within ${WITHIN_MS} ms`);
    });
    try {
      await Promise.race([this.publisher.publish([record]), late]);
    } finally {
      waiting.abort();
      late.catch(() => undefined);
    }
  }
}
