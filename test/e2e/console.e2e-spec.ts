import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { moReceived } from '@parley/contracts';
import { EventPublisher } from '@parley/messaging';
import { closeLater, testDatabase } from '@parley/testing';
import { Webhook } from 'standardwebhooks';
import { Receiver } from '../../apps/console/src/webhooks/receiver.builder.js';
import { environment } from '../../tools/parley/environment.js';
import { allServices, Platform } from '../../tools/parley/platform.js';
import { kafkaClient } from '../../tools/parley/platform/kafka.js';
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

interface CampaignPage {
  readonly runs: readonly { state: string; queued: number }[];
  readonly orders: readonly { order: string; by: string; why: string }[];
}

interface Sender {
  readonly sender: string;
  readonly held?: { by: string; why: string };
  readonly waiting: readonly { lane: string; due: number }[];
  readonly line: { segments: readonly number[] };
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
        ...(await testDatabase()).environment,
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

  const post = (path: string, body: object): Promise<Response> =>
    fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const text = (number: string, words: string): Promise<Response> =>
    post(`/v1/phones/${encodeURIComponent(number)}/texts`, { to: '12345', text: words });
  const heard = async (words: string): Promise<unknown> =>
    said(await fetch(`${url}/v1/phones/${PHONE}/news`), (news) => news.includes(words));
  /** The campaign's page, once it is so. */
  const campaign = async (name: string, isSo: (page: CampaignPage) => boolean): Promise<CampaignPage> => {
    const page = `/v1/campaigns/${name}`;
    await said(await fetch(`${url}${page}/news`), async () => isSo(await json(page)));
    return json(page);
  };
  const postJson = async (path: string, body: object): Promise<unknown> => (await post(path, body)).json();
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

  it('proves a consent to an auditor, and reaches who is in a program', async () => {
    await text('+14155550177', 'JOIN');
    await heard('reply YES');
    await text('+14155550177', 'YES');
    await heard('Welcome to the Sweater Club');
    const document = `/v1/people/${PHONE}/consents/document`;
    const { verification } = await json<{ verification: object }>(`${document}?form=json`);
    expect(verification).toMatchObject({ byService: true, byDocument: true, entries: 2 });
    const page = await fetch(url + document);
    expect(page.headers.get('content-disposition')).toMatch(
      /^attachment; filename="consent-14155550177-.*\.html"$/,
    );
    expect(await page.text()).toContain('each of the 2 entries is as it was written');
    const growth = await json<{ programs: { days: { in: number }[] }[] }>('/v1/programs/growth?days=7');
    expect(growth.programs[0]!.days.map((day) => day.in)).toEqual([0, 0, 0, 0, 0, 0, 1]);

    const draft = { sender: '12345', program: 'sweater-club', text: 'New wool is in. Reply STOP to end.' };
    const started = await post('/v1/campaigns', { ...draft, campaign: 'wool', why: 'it came in' });
    expect([started.status, await started.json()]).toEqual([202, { campaign: 'wool', people: 1 }]);
    const { orders } = await campaign('wool', ({ runs }) => runs[0]?.queued === 1);
    expect(orders).toMatchObject([{ order: 'start', by: 'anybody', why: 'it came in' }]);
    const again = await post('/v1/campaigns', { ...draft, campaign: 'wool', why: 'again' });
    expect([again.status, ((await again.json()) as { code: string }).code]).toEqual([422, 'NAME_TAKEN']);
  });

  it('pauses, resumes and cancels a campaign that waits for its time', async () => {
    const numbers = Array.from({ length: 9_000 }, (_, n) => `+1 (212) 555-${String(n).padStart(4, '0')}`);
    const later = {
      ...{ sender: '12345', program: 'sweater-club', text: 'Later. Reply STOP to end.', campaign: 'later' },
      ...{ sendAfter: new Date(Date.now() + 3_600_000).toISOString() },
    };
    const reviewed = await post('/v1/campaigns/review', { ...later, numbers: numbers.join('\n') });
    const { list, findings } = (await reviewed.json()) as { list: object; findings: { code: string }[] };
    expect([list, findings[0]!.code]).toMatchObject([{ numbers: 9_000, refused: 0 }, 'NOBODY']);
    expect((await post('/v1/campaigns', { ...later, why: 'tomorrow' })).status).toBe(202);
    const stands = (state: string): Promise<CampaignPage> =>
      campaign('later', ({ runs }) => runs[0]?.state === state);
    await stands('waits');
    for (const [order, state] of [
      ['pause', 'paused'],
      ['resume', 'waits'],
      ['cancel', 'cancelled'],
    ] as const) {
      expect((await post('/v1/campaigns/later/orders', { order, why: `${order} it` })).status).toBe(202);
      await stands(state);
    }
    await campaign('later', ({ orders }) => orders.length === 4);
    const over = await post('/v1/campaigns/later/orders', { order: 'resume', why: 'too late' });
    expect([over.status, ((await over.json()) as { code: string }).code]).toEqual([409, 'CAMPAIGN_OVER']);
  });

  it('pauses a sender: STOP is still confirmed, other texts wait, until it is let go on', async () => {
    const sender = async (): Promise<Sender> => {
      const { senders } = await json<{ senders: readonly Sender[] }>('/v1/senders');
      return senders.find((one) => one.sender === '12345')!;
    };
    const inbox = (number: string): Promise<Response> =>
      fetch(`${url}/v1/phones/${encodeURIComponent(number)}/news`);

    expect((await sender()).line.segments.length).toBe(120);
    const [ann, ben] = ['+14155550178', '+14155550179'];
    const changes = await fetch(`${url}/v1/senders/news`);
    expect((await post('/v1/senders/12345/hold', { held: true, why: 'filtering' })).status).toBe(202);
    await said(changes, async () => (await sender()).held !== undefined);
    expect((await sender()).held).toMatchObject({ by: 'anybody', why: 'filtering' });

    const [annHears, benHears] = await Promise.all([inbox(ann), inbox(ben)]);
    await text(ann, 'DISCOUNT');
    await text(ben, 'STOP');
    await said(benHears, (words) => words.includes('unsubscribed'));
    const more = await fetch(`${url}/v1/senders/news`);
    await said(more, async () =>
      (await sender()).waiting.some(({ lane, due }) => lane === 'reply' && due > 0),
    );
    expect((await post('/v1/senders/12345/hold', { held: false })).status).toBe(202);
    await said(annHears, (words) => words.includes(REPLY));
    const after = await fetch(`${url}/v1/senders/news`);
    await said(after, async () => (await sender()).held === undefined);
  });

  it('gives back to its topic what somebody mended, and keeps who did', async () => {
    const phone = '+14155550181';
    const mo = {
      ...moReceived.example,
      subscriber: phone,
      sender: '12345',
      text: 'DISCOUNT',
      receivedAt: new Date().toISOString(),
    };
    const news = await fetch(`${url}/v1/phones/${encodeURIComponent(phone)}/news`);
    const publisher = new EventPublisher(kafkaClient(platform.infrastructure.kafkaBrokers));
    await publisher.connect();
    const value = JSON.stringify({ ...mo, text: 1 });
    await publisher.publish([{ topic: moReceived.topic, key: phone, value, headers: {} }]);
    await publisher.close();

    const search = `topic=${moReceived.topic}&redriven=no`;
    let letters: readonly { id: string; origin: string; key: string }[] = [];
    await said(await fetch(`${url}/v1/letters/news?${search}`), async () => {
      ({ letters } = await json<{ letters: typeof letters }>(`/v1/letters?${search}`));
      letters = letters.filter(({ key }) => key === phone);
      return letters.length > 0;
    });
    const [letter] = letters;
    const page = await json<{ value: { text: string }; reason: string }>(
      `/v1/letters/${encodeURIComponent(letter!.id)}`,
    );
    expect([page.reason, page.value.text]).toEqual(['SCHEMA_INVALID', value]);

    const mended = { letters: [{ id: letter!.id, value: JSON.stringify(mo) }] };
    expect(await postJson('/v1/letters/try-out', mended)).toMatchObject({ outcomes: [{ ok: true }] });
    expect(await postJson('/v1/letters/redrive', mended)).toMatchObject({ outcomes: [{ ok: true }] });
    await said(news, (text) => text.includes(REPLY));
    expect(await postJson('/v1/letters/redrive', mended)).toMatchObject({
      outcomes: [{ ok: false, code: 'ALREADY_REDRIVEN' }],
    });

    const { entries } = await json<{ entries: object[] }>('/v1/audit?what=letters.redrive');
    expect(entries).toMatchObject([
      { who: 'anybody', target: letter!.origin, outcome: 'refused', code: 'ALREADY_REDRIVEN' },
      { who: 'anybody', target: letter!.origin, outcome: 'ok' },
    ]);
    expect(JSON.stringify(await json('/v1/audit'))).not.toContain(phone.slice(2));
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
    expect(kept['texts']).toEqual(expect.arrayContaining([expect.objectContaining({ body: REPLY })]));
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
