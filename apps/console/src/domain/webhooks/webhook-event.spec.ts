import type { WebhookConfigured } from '@parley/contracts';
import { eventName, wantedBy, webhookBody } from './webhook-event.js';

const endpoint = (webhook: string, more: Partial<WebhookConfigured> = {}): WebhookConfigured => ({
  ...{ webhook, revision: '1', url: 'https://shop.example.com/', secret: 'SHOP', events: ['mo.received'] },
  ...more,
});

describe('who wants an event', () => {
  const endpoints = [
    endpoint('all'),
    endpoint('ours', { senders: ['12345', '+14155550100'] }),
    endpoint('consents', { events: ['consent.changed'] }),
  ];

  it.each([
    ['mo.received', '12345', ['all', 'ours']],
    ['mo.received', '54321', ['all']],
    ['mo.received', undefined, ['all']],
    ['consent.changed', '54321', ['consents']],
    ['mt.status', '12345', []],
  ] as const)('%s of %s: %j', (event, sender, names) => {
    expect(wantedBy(endpoints, event, sender)).toEqual(names);
  });
});

describe('the body of a webhook', () => {
  it('is a CloudEvent as JSON', () => {
    const event = {
      ...{ id: '0a4d2b1e-7c55-5f0e-9a51-3c8e1f6b7d20', type: 'parley.mo.received.v1', source: 'ingest' },
      ...{ time: Date.UTC(2026, 10, 20, 15), conversationId: 'c', traceparent: '00-t', data: { text: 'Hi' } },
    };
    expect(JSON.parse(webhookBody(event))).toEqual({
      ...{ specversion: '1.0', id: event.id, type: event.type, source: 'ingest', conversationid: 'c' },
      ...{ time: '2026-11-20T15:00:00.000Z', datacontenttype: 'application/json', traceparent: '00-t' },
      data: { text: 'Hi' },
    });
  });

  it('goes by its event’s short name in parley.yaml', () => {
    expect(eventName('parley.support.case.opened.v12')).toBe('support.case.opened');
  });
});
