import { z } from 'zod';
import { defineEvent, type DataOf } from '../event-definition.js';
import { secretName, senderAddress, slug, webhookEvent } from '../vocabulary.js';

/** An address of somebody else that is told of events by HTTP: docs/webhooks.md. */
export const webhookConfigured = defineEvent({
  name: 'config.webhook',
  version: 1,
  summary: 'An endpoint that is told of events by signed webhooks; its secret is named, never said.',
  owner: 'parley-cli',
  producers: ['parley-cli', 'console'],
  consumers: ['console'],
  key: 'name',
  cleanup: 'compact',
  schema: z.object({
    webhook: slug.meta({ description: "The endpoint's name" }),
    revision: z.string().meta({ description: 'Which application of parley.yaml it comes from' }),
    url: z
      .url({ protocol: /^https?$/, error: 'not an address that begins with https://' })
      .max(2048)
      .meta({ description: 'Where to; https, or http where the console may go there' }),
    events: z.array(webhookEvent).min(1).max(20).meta({ description: 'What it is told of' }),
    secret: secretName.meta({ description: 'Under which name the console finds its secret' }),
    senders: z
      .array(senderAddress)
      .min(1)
      .max(100)
      .optional()
      .meta({ description: 'Only what concerns these senders; all when absent' }),
    removed: z.boolean().optional().meta({ description: 'True: it was taken out of parley.yaml' }),
  }),
  example: {
    webhook: 'web-shop',
    revision: '2026-11-20T15:00:00.000Z-1',
    url: 'https://shop.example.com/parley',
    events: ['mo.received', 'consent.changed'],
    secret: 'WEB_SHOP',
  },
});

export type WebhookConfigured = DataOf<typeof webhookConfigured>;
