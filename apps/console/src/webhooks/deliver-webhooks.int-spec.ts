import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { webhookConfigured, type WebhookConfigured } from '@parley/contracts';
import { ConfigDirectory } from '@parley/messaging';
import { prepared } from '@parley/persistence';
import { Clock } from '@parley/platform';
import { closeLater, testDatabase, type TestDatabase } from '@parley/testing';
import { Webhook } from 'standardwebhooks';
import { DeliverWebhooksService } from './deliver-webhooks.service.js';
import { PgDeliveriesStore } from './deliveries.store.pg.js';
import { AllowedNetworks } from './public-addresses.js';
import { Receiver } from './receiver.builder.js';
import { keyOf } from './signature.js';
import { WebhookClient } from './webhook-client.js';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
let test: TestDatabase;
let store: PgDeliveriesStore;

beforeAll(async () => {
  Logger.overrideLogger(false);
  test = await testDatabase();
  store = new PgDeliveriesStore(test.database);
});

/** A console's way out, with one endpoint of its own. */
async function wayOut(webhook: string, more: Partial<WebhookConfigured> = {}, timeoutMs = 2000) {
  const receiver = await Receiver.open();
  closeLater(() => receiver.close());
  const directory = new ConfigDirectory();
  const endpoint = { ...webhookConfigured.example, webhook, url: receiver.url(), ...more };
  expect(directory.apply(webhookConfigured.topic, webhook, endpoint)).toBe(true);
  const allowed = new AllowedNetworks(['127.0.0.0/8']);
  const client = new WebhookClient({ allowed, timeoutMs, connections: 4 });
  const keys = new Map([['WEB_SHOP', [keyOf(SECRET)!]]]);
  const terms = { keys, connections: 4, disableAfterHours: 72 };
  const service = new DeliverWebhooksService(store, client, directory, new Clock(), terms);
  service.onApplicationBootstrap();
  closeLater(() => service.beforeApplicationShutdown());
  return { receiver, service };
}

async function queue(endpoint: string, subscriber: string, ...bodies: string[]): Promise<string[]> {
  const type = 'parley.mo.received.v1';
  const deliveries = bodies.map((body) => ({
    ...{ endpoint, eventId: randomUUID(), type, subscriber, traceparent: '00-t', body },
  }));
  await test.database.commit(store.add(deliveries));
  return deliveries.map(({ eventId }) => eventId);
}

interface Row {
  readonly state: string;
  readonly attempts: number;
  readonly last_code: string | null;
}

async function rowsWhen(endpoint: string, condition: (rows: Row[]) => boolean): Promise<Row[]> {
  const look = prepared('', 'SELECT * FROM console.webhook_deliveries WHERE endpoint = $1 ORDER BY id');
  for (;;) {
    const rows = await test.database.query<Row>(look(endpoint));
    if (condition(rows)) return rows;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const makeDue = (endpoint: string) =>
  test.database.commit([
    prepared('', 'UPDATE console.webhook_deliveries SET due_at = now() WHERE endpoint = $1')(endpoint),
    prepared('', 'UPDATE console.webhook_endpoints SET rests_until = now() WHERE endpoint = $1')(endpoint),
  ]);

describe('webhooks', () => {
  it('go out signed, a person’s in their order', async () => {
    const { receiver, service } = await wayOut('orders');
    const sent = await queue('orders', '+14155550143', '{"n":1}', '{"n":2}', '{"n":3}');
    service.wake();
    const heard = await receiver.until(3);
    expect(heard.map(({ body }) => body)).toEqual(['{"n":1}', '{"n":2}', '{"n":3}']);
    expect(heard.map(({ headers }) => headers['webhook-id'])).toEqual(sent);
    for (const { body, headers } of heard)
      expect(new Webhook(SECRET).verify(body, headers)).toEqual(JSON.parse(body));
    await rowsWhen('orders', (rows) => rows.every(({ state }) => state === 'delivered'));
  });

  it('come again after a failure, as the same event', async () => {
    const { receiver, service } = await wayOut('again');
    receiver.answer = () => ({ status: receiver.heard.length === 1 ? 500 : 200 });
    const [id] = await queue('again', '+14155550143', '{}');
    service.wake();
    await rowsWhen('again', ([row]) => row!.last_code === 'BUSY' && row!.state === 'waiting');
    await makeDue('again');
    service.wake();
    expect((await receiver.until(2)).map(({ headers }) => headers['webhook-id'])).toEqual([id, id]);
    const [row] = await rowsWhen('again', ([only]) => only!.state === 'delivered');
    expect(row!.attempts).toBe(2);
  });

  it('to a slow endpoint hold up no other', async () => {
    const slow = await wayOut('slow', {}, 60_000);
    slow.receiver.answer = () => 'never';
    const quick = await wayOut('quick');
    await queue('slow', '+14155550143', '{}');
    slow.service.wake();
    await slow.receiver.until(1);
    await queue('quick', '+14155550143', '{}');
    quick.service.wake();
    await rowsWhen('quick', ([row]) => row!.state === 'delivered');
    await slow.receiver.close();
  });

  it('without their secret are not sent, and say so', async () => {
    const { receiver, service } = await wayOut('secretless', { secret: 'OTHER' });
    await queue('secretless', '+14155550143', '{}');
    service.wake();
    await rowsWhen('secretless', ([row]) => row!.last_code === 'SECRET_MISSING');
    expect(receiver.heard).toEqual([]);
  });
});
