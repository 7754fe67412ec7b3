import { parseParleyFile } from '@parley/config';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http, { type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { webhookConfigured } from '@parley/contracts';
import * as standardwebhooks from 'standardwebhooks';
import { retryDelayS } from '../../apps/console/src/domain/webhooks/retry-delay.js';
import { webhookBody } from '../../apps/console/src/domain/webhooks/webhook-event.js';
import { AllowedNetworks } from '../../apps/console/src/webhooks/public-addresses.js';
import { keyOf } from '../../apps/console/src/webhooks/signature.js';
import { WebhookClient } from '../../apps/console/src/webhooks/webhook-client.js';
import { webhookShape } from '../../apps/console/src/webhooks/webhook-settings.js';

const page = readFileSync(join(process.cwd(), 'docs/webhooks.md'), 'utf8');
const blockOf = (language: string): string =>
  new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(page)![1]!;
const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

/** Runs the page's receiver on a free port. */
async function startReceiver(): Promise<{ server: Server; said: string[] }> {
  const said: string[] = [];
  let server: Server | undefined;
  const createServer = (listener: RequestListener) => ({
    listen: () => (server = http.createServer(listener).listen(0, '127.0.0.1')),
  });
  const known: Record<string, unknown> = { 'node:http': { createServer }, standardwebhooks };
  runInNewContext(blockOf('js'), {
    require: (name: string) => known[name],
    process: { env: { WEB_SHOP_SECRET: SECRET } },
    console: { log: (...words: unknown[]) => said.push(words.join(' ')) },
  });
  await once(server!, 'listening');
  return { server: server!, said };
}

describe('docs/webhooks.md', () => {
  it('opens with a parley.yaml that is right', () => {
    const example = readFileSync(join(process.cwd(), 'parley.yaml'), 'utf8');
    const parsed = parseParleyFile(`${example}\n${blockOf('yaml')}`, 'parley.yaml');
    expect(parsed).toMatchObject({ ok: true });
    expect([...(parsed.ok ? parsed.declared.webhooks.keys() : [])]).toEqual(['web-shop']);
  });

  it('has a receiver that takes what we send, each event once, and nobody else’s', async () => {
    const { server, said } = await startReceiver();
    const client = new WebhookClient({
      ...{ allowed: new AllowedNetworks(['127.0.0.0/8']), timeoutMs: 5000, connections: 1 },
    });
    const id = '0a4d2b1e-7c55-5f0e-9a51-3c8e1f6b7d20';
    const event = {
      id,
      type: 'parley.mo.received.v1',
      source: 'ingest',
      time: Date.now(),
      conversationId: 'c',
    };
    const body = webhookBody({ ...event, traceparent: '00-t', data: { subscriber: '+14155550101' } });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const post = (secret: string) =>
      client.post({ url, id, body, traceparent: '00-t' }, [keyOf(secret)!], Date.now());
    expect([await post(SECRET), await post(SECRET)]).toEqual([
      { ok: true, status: 204 },
      { ok: true, status: 204 },
    ]);
    const forged = await post(`whsec_${Buffer.alloc(32, 8).toString('base64')}`);
    expect(forged).toMatchObject({ ok: false, status: 401 });
    expect(said).toEqual(['parley.mo.received.v1 +14155550101']);
    await client.close();
    server.close();
  });

  it('names every event, every setting and the whole schedule', () => {
    for (const event of webhookConfigured.schema.shape.events.element.options)
      expect(page).toContain(`\`${event}\``);
    for (const setting of Object.keys(webhookShape)) expect(page).toContain(`\`${setting}\``);
    const delays = Array.from({ length: 9 }, (_, n) => retryDelayS(n + 1, 0)!);
    expect(delays).toEqual([5, 60, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000]);
    expect(page).toContain('5 s, 1, 5 and 30 min, 2, 5, 10, 14 and 20 h');
  });
});
