import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { closeLater, testDatabase } from '@parley/testing';
import { Webhook } from 'standardwebhooks';
import { Receiver } from '../../apps/console/src/webhooks/receiver.builder.js';
import { environment } from '../../tools/parley/environment.js';
import { allServices, Platform } from '../../tools/parley/platform.js';
import { projectRoot } from '../../tools/parley/platform/project-root.js';
import { throwAwayDir } from '../../tools/parley/platform/throw-away-dir.js';

const START_WITHIN_MS = 180_000;
const REPLY = 'Your code WARM30 takes 30% off your next sweater order. Stay warm!';
const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const PHONE = encodeURIComponent('+14155550177');

interface Page {
  readonly conversation: { subscriber: string; state: string; keyword: string };
  readonly entries: readonly {
    kind: string;
    eventId: string;
    mtId?: string;
    traceId: string;
    text?: string;
  }[];
  readonly spans: readonly { service: string; name: string }[];
}

// The services, the simulator and the console as processes: what somebody with a browser gets.
describe('the console', () => {
  let platform: Platform;
  let url: string;
  let receiver: Receiver;

  beforeAll(async () => {
    const dir = await throwAwayDir(join(projectRoot(), '.parley'), 'console');
    closeLater(() => dir.remove());
    receiver = await Receiver.open();
    closeLater(() => receiver.close());
    const parleyFile = join(dir.path, 'parley.yaml');
    writeFileSync(
      parleyFile,
      readFileSync(join(projectRoot(), 'parley.yaml'), 'utf8') + webhooksTo(receiver.url()),
    );
    platform = await Platform.start({
      dataDir: dir.path,
      environment: {
        ...environment,
        DATABASE_URL: (await testDatabase()).url,
        WEBHOOK_SECRETS: JSON.stringify({ WEB_SHOP: SECRET }),
      },
      durability: 'fast',
      services: allServices,
      parleyFile,
      progress: () => undefined,
    });
    closeLater(() => platform.stop());
    url = platform.url('console');
  }, START_WITHIN_MS);

  const json = async <T>(path: string): Promise<T> => (await (await fetch(url + path)).json()) as T;

  /** What a command prints as JSON, however it ends. */
  const parley = <T>(...words: string[]): Promise<T> => {
    const { kafkaBrokers, databaseUrl } = platform.infrastructure;
    const env = { ...environment, KAFKA_BROKERS: kafkaBrokers.join(','), DATABASE_URL: databaseUrl };
    const command = join(projectRoot(), 'tools/parley/bin/parley.js');
    return new Promise((resolve, reject) => {
      const all = [command, ...words, '--json', '--data-dir', platform.dataDir];
      execFile(process.execPath, all, { env }, (error, out, said) =>
        out === '' ? reject(error ?? new Error(said)) : resolve(JSON.parse(out) as T),
      );
    });
  };

  it('gives the page under a strict policy, its files compressed and for ever', async () => {
    const page = await fetch(url, { headers: { 'accept-encoding': 'br' } });
    expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-cache']);
    expect(page.headers.get('content-security-policy')).toMatch(
      /default-src 'none'; script-src 'self'; style-src 'self'/,
    );
    expect(page.headers.get('content-security-policy')).not.toContain('unsafe');
    const [script] = /\/assets\/[\w-]+\.js/.exec(await page.text())!;
    const file = await fetch(url + script, { method: 'HEAD', headers: { 'accept-encoding': 'br' } });
    expect(file.headers.get('content-encoding')).toBe('br');
    expect(file.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  it('shows a reply as it comes, then why, and where the time went', async () => {
    const news = await fetch(`${url}/v1/phones/${PHONE}/news`);
    expect(news.headers.get('content-type')).toMatch('text/event-stream');
    const sent = await fetch(`${url}/v1/phones/${PHONE}/texts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ to: '12345', text: 'DISCOUNT' }),
    });
    const { conversationId } = (await sent.json()) as { conversationId: string };
    await said(news, (text) => text.includes(REPLY));

    const changes = await fetch(`${url}/v1/conversations/${conversationId}/news`);
    await said(changes, async () => isWhole(await json<Page>(`/v1/conversations/${conversationId}`)));
    const { conversation, entries } = await json<Page>(`/v1/conversations/${conversationId}`);
    expect(conversation).toMatchObject({
      subscriber: '+14155550177',
      state: 'answered',
      keyword: 'DISCOUNT',
    });
    expect(entries.find(({ kind }) => kind === 'mt')!.text).toBe(REPLY);

    for (const id of entries.flatMap(({ eventId, mtId, traceId }) => [
      eventId,
      traceId,
      ...(mtId ? [mtId] : []),
    ])) {
      expect(await json(`/v1/conversations/of/${id}`)).toEqual({ conversationIds: [conversationId] });
    }
    const overview = await json<{ flow: { mos: number; mts: number } }>('/v1/overview');
    expect(Math.min(overview.flow.mos, overview.flow.mts)).toBeGreaterThan(0);
  });

  it('tells an endpoint what it asked for, signed', async () => {
    const heard = await receiver.until(2);
    const told = heard.map(({ body, headers }) => new Webhook(SECRET).verify(body, headers));
    expect(told).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          type: 'parley.mo.received.v1',
          data: expect.objectContaining({ subscriber: '+14155550177', text: 'DISCOUNT' }) as object,
        }),
        expect.objectContaining({ type: 'parley.intent.resolved.v1' }),
      ]),
    );
    for (const { headers, body } of heard)
      expect(headers['webhook-id']).toBe((JSON.parse(body) as { id: string }).id);
  });

  it('is asked by the command line how webhooks do, and tells again', async () => {
    expect(await parley('webhooks', 'test', 'web-shop')).toMatchObject({ state: 'delivered', status: 204 });
    receiver.answer = () => ({ status: 410 });
    expect(await parley('webhooks', 'test', 'web-shop')).toMatchObject({
      ...{ state: 'failed', code: 'GONE', status: 410 },
    });
    receiver.answer = () => ({ status: 200 });
    const [endpoint] = await parley<Record<string, unknown>[]>('webhooks', 'list');
    expect(endpoint).toMatchObject({ endpoint: 'web-shop', waiting: 0, failed: 1, disabledAt: null });
    const before = receiver.heard.length;
    const { deliveries } = await parley<{ deliveries: number }>(
      'webhooks',
      'redeliver',
      'web-shop',
      '--since',
      '1h',
    );
    expect(deliveries).toBeGreaterThanOrEqual(4);
    await receiver.until(before + deliveries);
    expect(await parley('webhooks', 'enable', 'web-shop')).toEqual({ endpoint: 'web-shop', enabled: false });
  });

  it('is where the words of an export are', async () => {
    const { kept } = await parley<{ kept: Record<string, object[]> }>('person', 'export', '+14155550177');
    expect(kept['story']).toEqual(
      expect.arrayContaining([expect.objectContaining({ kind: 'mo', text: 'DISCOUNT' })]),
    );
    expect(kept['texts']).toEqual([expect.objectContaining({ body: REPLY })]);
  });

  it('refuses in one sentence with a code', async () => {
    const unknown = await fetch(`${url}/v1/conversations/of/nothing`);
    expect([unknown.status, await unknown.json()]).toEqual([
      404,
      { code: 'ID_UNKNOWN', message: expect.stringMatching(/; .+\.$/) as string },
    ]);
    const empty = await fetch(`${url}/v1/phones/${PHONE}/texts`, { method: 'POST' });
    expect([empty.status, ((await empty.json()) as { code: string }).code]).toEqual([400, 'TEXT_INVALID']);
  });
});

const webhooksTo = (address: string): string => `
webhooks:
  - webhook: web-shop
    url: ${address}
    events: [mo.received, intent.resolved]
    secret: WEB_SHOP
    senders: ['12345']
`;

/** Everything of a turn is there: what was written, why, what was answered, what became of it, and its spans. */
function isWhole({ entries, spans }: Page): boolean {
  const kinds = new Set(entries.map(({ kind }) => kind));
  const services = new Set(spans.map(({ service }) => service));
  return (
    ['mo', 'decision', 'mt', 'status', 'receipt'].every((kind) => kinds.has(kind)) &&
    ['ingest', 'keyword-router', 'dispatcher'].every((service) => services.has(service))
  );
}

/** Reads a stream of events until one fits, and leaves it. */
async function said(stream: Response, fits: (text: string) => boolean | Promise<boolean>): Promise<void> {
  let text = '';
  for await (const part of stream.body!.pipeThrough(new TextDecoderStream())) {
    text += part;
    if (text.includes('event: news') && (await fits(text))) return;
  }
  throw new Error(`The stream ended before it said so: ${text}`);
}
