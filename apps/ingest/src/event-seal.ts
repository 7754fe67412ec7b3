import { Injectable } from '@nestjs/common';
import type { EventDefinition } from '@parley/contracts';
import { ConversationIds, encodeEvent, externalEventId, type OutgoingRecord } from '@parley/messaging';
import { keepsConversation, unsampledTraceparent } from '@parley/platform';
import type { Mapped } from './domain/refusal.js';
import { EdgeSpans } from './edge-spans.js';
import { IngestSettings } from './ingest.settings.js';

/** What an event becomes one of. */
export interface SealedKind {
  readonly route: string;
  readonly method: string;
  readonly event: EventDefinition;
}

export type Taken<D> = Extract<Mapped<D>, { ok: true }>;
export type Sealable<D> = Pick<Taken<D>, 'data' | 'name' | 'debug'>;

const SOURCE = 'parley/ingest';

/** Makes records of what carriers said: named by the carrier's own ids, with a conversation and a trace. */
@Injectable()
export class EventSeal {
  constructor(
    private readonly settings: IngestSettings,
    private readonly conversations: ConversationIds,
  ) {}

  /** Makes the record of an event, and its first spans when its conversation is sampled: they are added to `spans`. */
  seal<D extends { subscriber: string; sender?: string }>(
    { event, route, method }: SealedKind,
    carrier: string,
    { data, name, debug }: Sealable<D>,
    nowMs: number,
    spans: EdgeSpans[],
  ): OutgoingRecord {
    const id = externalEventId(carrier, name);
    const conversationId = this.conversations.of(data.subscriber, data.sender ?? '');
    let traceparent: string;
    if (debug || keepsConversation(conversationId, this.settings.traceRatio)) {
      const started = EdgeSpans.start({
        route,
        method,
        topic: event.topic,
        id,
        conversationId,
        startMs: nowMs,
      });
      spans.push(started);
      traceparent = started.traceparent;
    } else {
      traceparent = unsampledTraceparent(id);
    }
    const attributes = {
      id,
      source: SOURCE,
      timeMs: nowMs,
      key: data.subscriber,
      conversationId,
      traceparent,
    };
    return encodeEvent(event, data, attributes);
  }
}
