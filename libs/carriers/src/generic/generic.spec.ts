import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { basicAuthorization } from '../basic-auth.js';
import {
  capturedRequest,
  carrierSuite,
  headerProof,
  suiteMt,
  suiteReceiptUrl,
  webhookSuite,
  type CarrierHarness,
  type SuiteProof,
} from '../carrier.suite.js';
import type { WebhookRequest } from '../webhook.port.js';
import { genericCarrier } from './generic.carrier.js';
import { genericDialect, type GenericDialect } from './generic.dialect.js';
import { valueAt } from './generic.fields.js';
import { genericWebhooks } from './generic.webhooks.js';

const secrets = ['hook-new', 'hook-old'] as const;
const moUrl = 'https://parley.example/v1/carriers/generic/mo';

/** The made-up aggregator of docs/carriers.md, word for word: what is shown there is what runs here. */
const documented = /```json\n(\{\n {2}"webhooks"[\s\S]*?\n\})\n```/.exec(
  readFileSync(join(__dirname, '../../../../docs/carriers.md'), 'utf8'),
)![1]!;
const fastsms = genericDialect(documented);

function changed(webhooks: object): GenericDialect {
  const dialect = JSON.parse(documented) as { webhooks: object };
  return genericDialect(JSON.stringify({ ...dialect, webhooks: { ...dialect.webhooks, ...webhooks } }));
}

type Sign = (url: string, body: string, secret: string, nowMs: number) => WebhookRequest;

const byHmac: Sign = (url, body, secret, nowMs) => {
  const timestamp = String(Math.floor(nowMs / 1_000));
  // Node takes no empty key for the suite's "no secret is configured" in some builds; any key will do there.
  const signature = createHmac('sha256', secret || 'x')
    .update(`${timestamp}.${body}`)
    .digest('hex');
  return {
    method: 'POST',
    url,
    headers: { 'x-fastsms-timestamp': timestamp, 'x-fastsms-signature': `v1=${signature}` },
    body: Buffer.from(body, 'utf8'),
  };
};

const withoutPlus = (number: string) => number.replace(/^\+/, '');

function entry(fields: Record<string, unknown>): string {
  return JSON.stringify({ messages: [fields] });
}

function harnessOf(dialect: GenericDialect, proof: SuiteProof, sign: Sign): CarrierHarness {
  return {
    carrier: { ...genericCarrier, webhooks: genericWebhooks(dialect) },
    secrets,
    proof,
    signedMo: ({ id, from, to, text }, secret, nowMs) =>
      sign(
        moUrl,
        entry({ messageId: id, source: withoutPlus(from), destination: to, content: { text } }),
        secret,
        nowMs,
      ),
    signedReceipt: ({ id, mtId, from, to, status, code }, secret, nowMs) =>
      sign(
        suiteReceiptUrl('generic', mtId).replace(/\?.*/, ''),
        JSON.stringify({
          reports: [
            {
              messageId: id,
              reference: mtId,
              source: from,
              destination: withoutPlus(to),
              state: status,
              error: { code },
            },
          ],
        }),
        secret,
        nowMs,
      ),
    signedBody: (body, secret, nowMs) => sign(moUrl, body, secret, nowMs),
    malformed: (secret, nowMs) =>
      ['{"messages": ', '', 'null', '7', '"mo"'].map((body) => sign(moUrl, body, secret, nowMs)),
    incompleteMos: [
      entry({ source: '14155550101', destination: '12345', content: { text: 'JOIN' } }),
      entry({ messageId: 'm', destination: '12345', content: { text: 'JOIN' } }),
      entry({ messageId: 'm', source: '14155550101', content: { text: 'JOIN' } }),
      entry({ messageId: 'm', source: '14155550101', destination: '12345' }),
      entry({ messageId: '', source: '14155550101', destination: '12345', content: { text: 'JOIN' } }),
      '{}',
    ],
    statuses: {
      ACCEPTED: 'accepted',
      SENT: 'sent',
      DELIVERED: 'delivered',
      UNDELIVERED: 'undelivered',
      EXPIRED: 'expired',
      REJECTED: 'rejected',
    },
    receiptCode: ['27', 'UNREACHABLE'],
    account: (baseUrl) => ({
      baseUrl,
      accountId: 'warm-sweaters',
      token: 'api-token',
      settings: { dialect: documented },
    }),
    expectSent({ path, headers, body }) {
      expect(path).toBe('/v2/sms');
      expect(headers.authorization).toBe('Bearer api-token');
      expect(headers['x-account']).toBe('warm-sweaters');
      expect(headers['content-type']).toBe('application/json');
      expect(JSON.parse(body)).toEqual({
        source: suiteMt.from,
        destination: suiteMt.to,
        content: { text: suiteMt.text },
        reference: suiteMt.mtId,
        callback: suiteMt.callbackUrl,
        validity: 600,
      });
    },
    accepted: { status: 202, body: captured('send-accepted.json'), carrierMessageId: 'fs-19' },
    rejected: {
      status: 400,
      body: captured('send-rejected.json'),
      code: 'OPTED_OUT_AT_CARRIER',
      carrierCode: '34',
    },
    throttled: { status: 429, body: captured('send-throttled.json') },
  };
}

const hmac = headerProof(
  'x-fastsms-signature',
  { covers: ['body'], toleranceSeconds: 300, encoding: 'hex' },
  'v1=',
);
carrierSuite('generic, as documented', harnessOf(fastsms, hmac, byHmac));

// The other kinds prove who calls, and cover nothing of what is said.
const uncovered = { covers: [], encoding: 'base64' } as const;
const headed =
  (header: (secret: string) => string): Sign =>
  (url, body, secret) => ({
    method: 'POST',
    url,
    headers: { authorization: header(secret) },
    body: Buffer.from(body, 'utf8'),
  });

webhookSuite(
  'generic, Basic',
  harnessOf(
    changed({ proof: { kind: 'basic' } }),
    headerProof('authorization', uncovered, 'Basic '),
    headed(basicAuthorization),
  ),
);
webhookSuite(
  'generic, bearer',
  harnessOf(
    changed({ proof: { kind: 'bearer' } }),
    headerProof('authorization', uncovered, 'Bearer '),
    headed((secret) => `Bearer ${secret}`),
  ),
);

const inAddress: SuiteProof = {
  ...uncovered,
  read: ({ url }) => new URL(url).searchParams.get('key') ?? '',
  write: (request, proof) => ({
    ...request,
    url: moUrl + (proof === undefined ? '' : `?key=${encodeURIComponent(proof.toWellFormed())}`),
  }),
};
webhookSuite(
  'generic, a secret in the address',
  harnessOf(changed({ proof: { kind: 'address' } }), inAddress, (url, body, secret) => ({
    method: 'POST',
    url: `${url}?key=${secret}`,
    headers: {},
    body: Buffer.from(body, 'utf8'),
  })),
);

describe('the documented aggregator', () => {
  const { mo, receipt } = genericWebhooks(fastsms);
  const at = 1_780_000_000_000;

  it('is read from its captured MO and receipt', () => {
    expect(mo(capturedRequest(file('mo.txt')), secrets, at)).toMatchObject({
      items: [{ carrierMessageId: 'fs-7', from: '+14155550101', to: '12345', receivedAt: at, segments: 1 }],
      answer: { status: 204 },
    });
    expect(receipt(capturedRequest(file('receipt.txt')), secrets, at)).toMatchObject({
      items: [
        {
          reference: suiteMt.mtId,
          to: '+14155550101',
          status: 'undelivered',
          code: 'UNREACHABLE',
          at: at + 2_000,
        },
      ],
    });
  });

  it('may as well call by GET, with flat fields', () => {
    const flat = changed({
      proof: { kind: 'address' },
      body: 'query',
      mo: { id: 'id', from: 'from', to: 'to', text: 'text', at: { path: 'ts', as: 's' } },
      receipt: { id: 'id', status: 'st' },
    });
    const get = (query: string): WebhookRequest => ({
      method: 'GET',
      url: `${moUrl}?key=hook-old&${query}`,
      headers: {},
      body: Buffer.alloc(0),
    });
    expect(
      genericWebhooks(flat).mo(
        get('id=1&from=14155550101&to=12345&text=Hi+there&ts=1780000000'),
        secrets,
        at,
      ),
    ).toMatchObject({ items: [{ from: '+14155550101', text: 'Hi there', receivedAt: at }] });
    expect(
      genericWebhooks(flat).receipt(get(`id=1&st=DELIVERED&mt=${suiteMt.mtId}`), secrets, at),
    ).toMatchObject({ items: [{ reference: suiteMt.mtId, status: 'delivered' }] });
  });

  it('may post a form, and a list without a name around it', () => {
    const form = changed({
      proof: { kind: 'basic' },
      body: 'form',
      mo: { id: 'id', from: 'from', to: 'to', text: 'text' },
    });
    const post = headed(basicAuthorization);
    expect(
      genericWebhooks(form).mo(post(moUrl, 'id=1&from=a&to=b&text=%C3%A9', 'hook-new', at), secrets, at),
    ).toMatchObject({ items: [{ text: 'é' }] });
    const list = changed({ proof: { kind: 'basic' }, receipt: { entries: '$', id: 'id', status: 'st' } });
    const body = '[{"id":"1","st":"SENT"},{"id":2,"st":"DELIVERED"},{"st":"SENT"}]';
    expect(genericWebhooks(list).receipt(post(moUrl, body, 'hook-new', at), secrets, at)).toMatchObject({
      items: [{ status: 'sent' }, { carrierMessageId: '2', status: 'delivered' }],
      skipped: [{ code: 'FIELD_MISSING' }],
    });
  });
});

describe('an answer of 200', () => {
  const outcomeOf = async (body: string) => {
    const server = createServer((_request, response) => response.end(body));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const account = harnessOf(fastsms, hmac, byHmac).account(`http://127.0.0.1:${port}`);
    const sender = genericCarrier.createSender(account);
    const outcome = await sender.send(suiteMt);
    await sender.close();
    await new Promise((resolve) => server.close(resolve));
    return outcome;
  };

  it.each([
    ['a listed code refuses', '{"error":{"code":31}}', { kind: 'rejected', code: 'INVALID_NUMBER' }],
    ['a listed code of pace throttles', '{"error":{"code":50}}', { kind: 'throttled', carrierCode: '50' }],
    ['an unlisted code leaves open', '{"error":{"code":99}}', { kind: 'unknown' }],
    [
      'an id says that it was taken',
      '{"result":{"messageId":"1"},"error":{"code":31}}',
      { kind: 'submitted' },
    ],
  ])('%s', async (_what, body, expected) => {
    expect(await outcomeOf(body)).toMatchObject(expected);
  });
});

it('sends a form with Basic credentials, and leaves out what there is none of', async () => {
  const got: { authorization?: string; type?: string; form: Record<string, string> }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const { authorization, 'content-type': type } = request.headers;
      got.push({ authorization, type, form: Object.fromEntries(new URLSearchParams(body)) });
      response.end('{"result":{"messageId":7}}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const dialect = JSON.parse(documented) as { send: object };
  const template = {
    to: '{to}',
    msg: '{text}',
    ref: 'mt-{mtId}',
    ttl: '{validitySeconds}',
    flash: 0,
    odd: '{x}',
  };
  const send = { ...dialect.send, auth: 'basic', headers: {}, body: 'form', template };
  const sender = genericCarrier.createSender({
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`,
    accountId: 'user',
    token: 'password',
    settings: { dialect: JSON.stringify({ ...dialect, send }) },
  });
  const outcome = await sender.send({ ...suiteMt, validitySeconds: undefined });
  await sender.close();
  await new Promise((resolve) => server.close(resolve));
  expect(outcome).toEqual({ kind: 'submitted', carrierMessageId: '7' });
  expect(got).toEqual([
    {
      authorization: basicAuthorization('user:password'),
      type: 'application/x-www-form-urlencoded',
      form: { to: suiteMt.to, msg: suiteMt.text, ref: `mt-${suiteMt.mtId}`, flash: '0', odd: '{x}' },
    },
  ]);
});

describe('a dialect', () => {
  it.each([
    ['{', 'must be JSON'],
    ['{}', 'wrong at webhooks'],
    [documented.replace('"hmac"', '"rot13"'), 'wrong at webhooks.proof'],
    [documented.replace('"UNREACHABLE"', '"UNREACHBLE"'), 'wrong at errors.27'],
    [documented.replace('{timestamp}.', ''), 'timestampHeader'],
    [documented.replace('"messageId": "result', '"msgId": "result'), 'wrong at send'],
  ])('that is wrong is refused in one sentence: %#', (text, message) => {
    expect(() => genericDialect(text)).toThrow(message);
  });

  it('that is not there leaves everything refused', () => {
    const request = byHmac(moUrl, '{}', 'hook-new', 0);
    expect(genericCarrier.webhooks.mo(request, secrets, 0)).toMatchObject({
      refusal: { code: 'SIGNATURE_UNCHECKABLE' },
    });
    expect(() => genericCarrier.createSender({ baseUrl: 'http://127.0.0.1', token: 't' })).toThrow(
      /settings\.dialect/,
    );
  });

  it('sees only what a body itself holds', () => {
    expect(valueAt({ a: [{ b: 1 }] }, 'a.0.b')).toBe(1);
    for (const path of ['constructor', '__proto__.x', 'a.length.x', 'a.constructor.name']) {
      expect(valueAt({ a: {} }, path)).toBeUndefined();
    }
    fc.assert(fc.property(fc.anything(), fc.string(), (value, path) => void valueAt(value, path)));
  });
});

function file(name: string): string {
  return join(__dirname, 'captured', name);
}

function captured(name: string): string {
  return readFileSync(file(name), 'utf8');
}
