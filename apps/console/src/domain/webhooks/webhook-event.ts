import type { WebhookConfigured, WebhookEvent } from '@parley/contracts';

/** The type of what `parley webhooks test` sends; it is tried once. */
export const TEST_TYPE = 'parley.webhook.test.v1';

/** What of an event's envelope a receiver is told. */
export interface ToldEvent {
  readonly id: string;
  readonly type: string;
  readonly source: string;
  /** ms since the epoch. */
  readonly time: number;
  readonly conversationId: string;
  readonly traceparent: string;
  readonly data: unknown;
}

/** Those of the endpoints that want an event of a sender, by name. */
export function wantedBy(
  endpoints: Iterable<WebhookConfigured>,
  event: WebhookEvent,
  sender: string | undefined,
): string[] {
  return [...endpoints].flatMap(({ webhook, events, senders }) => {
    const ofIt = senders === undefined || (sender !== undefined && senders.includes(sender));
    return ofIt && events.includes(event) ? [webhook] : [];
  });
}

/** `mo.received` of `parley.mo.received.v1`. */
export function eventName(type: string): string {
  return type.replace(/^parley\./, '').replace(/\.v\d+$/, '');
}

/** The body of a webhook: CloudEvents 1.0, JSON event format, structured mode. */
export function webhookBody({
  id,
  type,
  source,
  time,
  conversationId,
  traceparent,
  data,
}: ToldEvent): string {
  return JSON.stringify({
    specversion: '1.0',
    id,
    type,
    source,
    time: new Date(time).toISOString(),
    datacontenttype: 'application/json',
    conversationid: conversationId,
    traceparent,
    data,
  });
}
