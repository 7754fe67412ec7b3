import type { LookupFunction } from 'node:net';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { AllowedNetworks } from './public-addresses.js';
import { Receiver } from './receiver.builder.js';
import { keyOf } from './signature.js';
import { WebhookClient, type WebhookClientOptions } from './webhook-client.js';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const KEYS = [keyOf(SECRET)!];
const LOOPBACK = new AllowedNetworks(['127.0.0.0/8', '::1/128']);
const NOTHING = new AllowedNetworks([]);
const hook = {
  id: '0a4d2b1e-7c55-5f0e-9a51-3c8e1f6b7d20',
  body: JSON.stringify({ text: 'Wärme 🧶' }),
  traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
};

const clients: WebhookClient[] = [];

function clientWith(more: Partial<WebhookClientOptions> = {}): WebhookClient {
  const client = new WebhookClient({ allowed: LOOPBACK, timeoutMs: 2000, connections: 2, ...more });
  clients.push(client);
  return client;
}

const post = (url: string, more?: Partial<WebhookClientOptions>) =>
  clientWith(more).post({ ...hook, url }, KEYS, Date.now());

/** A resolver of its own: each look-up gives the next answer, the last one for ever. */
function resolver(...answers: readonly (readonly string[])[]): LookupFunction & { asked: string[] } {
  const asked: string[] = [];
  const lookup: LookupFunction = (hostname, _options, callback) => {
    const addresses = answers[Math.min(asked.push(hostname), answers.length) - 1]!;
    const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    process.nextTick(() => callback(null, found));
  };
  return Object.assign(lookup, { asked });
}

let receiver: Receiver;

beforeAll(async () => {
  receiver = await Receiver.open();
});

afterAll(() => Promise.all([receiver.close(), ...clients.map((client) => client.close())]));

beforeEach(() => {
  receiver.heard.length = 0;
  receiver.answer = () => ({ status: 204 });
});

describe('a webhook', () => {
  it('is taken by the specification’s own library', async () => {
    expect(await post(receiver.url('/hook?a=1'))).toEqual({ ok: true, status: 204 });
    const [heard] = receiver.heard;
    expect(heard!.path).toBe('/hook?a=1');
    expect(heard!.headers).toMatchObject({
      'content-type': 'application/cloudevents+json; charset=utf-8',
      'webhook-id': hook.id,
      traceparent: hook.traceparent,
    });
    expect(new StandardWebhook(SECRET).verify(heard!.body, heard!.headers)).toEqual({ text: 'Wärme 🧶' });
  });

  it.each([
    [302, { code: 'REDIRECTED', status: 302 }],
    [404, { code: 'REFUSED', status: 404 }],
    [410, { code: 'GONE', status: 410 }],
    [503, { code: 'BUSY', status: 503, retryAfterS: 30 }],
  ])('answered by %i has failed: %j', async (status, failure) => {
    receiver.answer = ({ path }) =>
      path === '/inner' ? { status: 200 } : { status, headers: { location: '/inner', 'retry-after': '30' } };
    expect(await post(receiver.url())).toMatchObject({ ok: false, ...failure });
    expect(receiver.heard).toHaveLength(1);
  });

  it('has failed where no answer comes in time', async () => {
    receiver.answer = () => 'never';
    expect(await post(receiver.url(), { timeoutMs: 200 })).toEqual({ ok: false, code: 'TIMEOUT' });
  });

  it('is delivered, whatever its receiver goes on to say: no more than a little is read', async () => {
    receiver.answer = () => ({ status: 200, endless: true });
    expect(await post(receiver.url())).toEqual({ ok: true, status: 200 });
    expect(receiver.written).toBeLessThan(16 * 1024 * 1024);
  });

  it('has failed where nobody listens, and where the name is unknown', async () => {
    const gone = await Receiver.open();
    const url = gone.url();
    await gone.close();
    expect(await post(url)).toEqual({ ok: false, code: 'CONNECTION_FAILED' });
    const nowhere: LookupFunction = (_h, _o, done) =>
      done(Object.assign(new Error(), { code: 'ENOTFOUND' }), '');
    expect(await post('https://no.example/', { lookup: nowhere })).toEqual({
      ok: false,
      code: 'NAME_UNKNOWN',
    });
  });
});

describe('an address that webhooks may not go to', () => {
  const refused = { ok: false, code: 'ADDRESS_REFUSED' };

  it.each([
    ...['127.0.0.1', '2130706433', '0x7f000001', '0177.0.0.1', '127.1', '0', '[::1]', '[::ffff:127.0.0.1]'],
    ...[
      '[::ffff:7f00:1]',
      '[64:ff9b::7f00:1]',
      '169.254.169.254',
      '10.0.0.1',
      '[fd00:ec2::254]',
      '[fe80::1]',
    ],
  ])('is refused, written as %s', async (host) => {
    for (const scheme of ['http', 'https'])
      expect(await post(`${scheme}://${host}:${receiver.port}/`, { allowed: NOTHING })).toEqual(refused);
    expect(receiver.heard).toHaveLength(0);
  });

  it('is refused behind a name, also where another of its addresses is public', async () => {
    for (const addresses of [['127.0.0.1'], ['::1'], ['::ffff:10.0.0.1'], ['1.1.1.1', '169.254.169.254']]) {
      const lookup = resolver(addresses);
      expect(await post(`https://shop.example:${receiver.port}/`, { allowed: NOTHING, lookup })).toEqual(
        refused,
      );
      expect(lookup.asked).toEqual(['shop.example']);
    }
    expect(receiver.heard).toHaveLength(0);
  });

  it('is refused by the machine’s own resolver, too', async () => {
    expect(await post(`https://localhost:${receiver.port}/`, { allowed: NOTHING })).toEqual(refused);
  });

  it('is refused where a name turns to it afterwards (rebinding): each connection looks once, and at that', async () => {
    const lookup = resolver(['127.0.0.1'], ['127.0.0.1'], ['169.254.169.254'], ['127.0.0.1']);
    const client = clientWith({ lookup });
    const to = (): Promise<unknown> =>
      client.post({ ...hook, url: `http://shop.example:${receiver.port}/` }, KEYS, Date.now());
    receiver.answer = () => ({ status: 200, headers: { connection: 'close' } });
    expect([await to(), await to()]).toEqual([
      { ok: true, status: 200 },
      { ok: true, status: 200 },
    ]);
    expect(await to()).toEqual(refused);
    expect(lookup.asked).toHaveLength(3);
  });

  it('is reached by plain HTTP in allowed networks alone', async () => {
    const lookup = resolver(['1.1.1.1']);
    expect(await post('http://shop.example/', { allowed: NOTHING, lookup })).toEqual(refused);
    expect(await post('http://1.1.1.1/', { allowed: NOTHING })).toEqual(refused);
  });
});
