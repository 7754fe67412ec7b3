import { Injectable } from '@nestjs/common';
import type { WebhookEvent } from '@parley/contracts';
import { ConfigDirectory, type Envelope } from '@parley/messaging';
import { eventName, wantedBy, webhookBody } from '../domain/webhooks/webhook-event.js';
import type { NewDelivery } from './deliveries.store.js';

/** What endpoints are to be told of an event, as parley.yaml says now. */
@Injectable()
export class QueueWebhooks {
  constructor(private readonly directory: ConfigDirectory) {}

  /** A delivery for each endpoint that wants it; the body is made once. */
  of(event: Envelope): NewDelivery[] {
    const { webhooks } = this.directory;
    if (webhooks.size === 0) return [];
    const { sender } = event.data as { sender?: string };
    const names = wantedBy(webhooks.values(), eventName(event.type) as WebhookEvent, sender);
    if (names.length === 0) return [];
    const { id: eventId, type, key: subscriber, traceparent } = event;
    const body = webhookBody(event);
    return names.map((endpoint) => ({ endpoint, eventId, type, subscriber, traceparent, body }));
  }
}
