import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { basicAuthorization } from '../basic-auth.js';
import {
  capturedRequest,
  carrierSuite,
  headerProof,
  suiteMt,
  suiteReceiptUrl,
  webhookSuite,
  type CarrierHarness,
} from '../carrier.suite.js';
import type { WebhookRequest } from '../webhook.port.js';
import { plivoCarrier } from './plivo.carrier.js';
import { plivoSignatureV2, plivoSignatureV3, plivoV2Header, plivoV3Header } from './plivo.signature.js';

/*
 * Plivo's own package is not installed here: it brings a hundred others, the abandoned `request` among them. Its
 * version 4.79.0 was run once beside this spec: the signatures below are those that its validators accepted, and
 * captured/send-request.json is the body that its client posted.
 */
const secrets = ['token-new', 'token-old'] as const;
const authId = 'MAXXXXXXXXXXXXXXXXXX';
const moUrl = 'https://parley.example/v1/carriers/plivo/mo';
const nonce = '05429567804466091622';

type Sign = (url: string, form: URLSearchParams, token: string) => Record<string, string>;

const byV2: Sign = (url, _form, token) => ({
  [plivoV2Header]: plivoSignatureV2(token, url, nonce),
  [`${plivoV2Header}-nonce`]: nonce,
});
const byV3: Sign = (url, form, token) => ({
  [plivoV3Header]: plivoSignatureV3(token, url, nonce, form),
  [`${plivoV3Header}-nonce`]: nonce,
});

function posted(sign: Sign, url: string, body: string, token: string): WebhookRequest {
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    ...sign(url, new URLSearchParams(body), token),
  };
  return { method: 'POST', url, headers, body: Buffer.from(body, 'utf8') };
}

function got(sign: Sign, url: string, query: string, token: string): WebhookRequest {
  const full = url + (url.includes('?') ? '&' : '?') + query;
  const headers = sign(full, new URLSearchParams(), token);
  return { method: 'GET', url: full, headers, body: Buffer.alloc(0) };
}

function form(fields: Record<string, string | undefined>): string {
  const given = Object.entries(fields).filter((field): field is [string, string] => field[1] !== undefined);
  return new URLSearchParams(given).toString();
}

const withoutPlus = (number: string) => number.replace(/^\+/, '');

function harnessOf(
  sign: Sign,
  ask: typeof posted,
  header: string,
  covers: ('body' | 'url')[],
): CarrierHarness {
  return {
    carrier: plivoCarrier,
    secrets,
    proof: headerProof(header, { covers, encoding: 'base64' }),
    signedMo: ({ id, from, to, text }, secret) =>
      ask(
        sign,
        moUrl,
        form({ MessageUUID: id, From: withoutPlus(from), To: to, Text: text, Type: 'sms' }),
        secret,
      ),
    signedReceipt: ({ id, mtId, from, to, status, code }, secret) =>
      ask(
        sign,
        suiteReceiptUrl('plivo', mtId),
        form({ MessageUUID: id, Status: status, From: from, To: withoutPlus(to), ErrorCode: code }),
        secret,
      ),
    signedBody: (body, secret) => ask(sign, moUrl, body, secret),
    malformed: (secret) => {
      const good = posted(sign, moUrl, 'MessageUUID=1&From=a&To=b&Text=c', secret);
      const json = { ...good, headers: { ...good.headers, 'content-type': 'application/json' } };
      const bare = { method: 'GET', url: moUrl, headers: sign(moUrl, new URLSearchParams(), secret) };
      return [json, { ...bare, body: Buffer.alloc(0) }];
    },
    incompleteMos: [
      'From=14155550101&To=12345&Text=JOIN',
      'MessageUUID=u&To=12345&Text=JOIN',
      'MessageUUID=u&From=14155550101&Text=JOIN',
      'MessageUUID=u&From=14155550101&To=12345',
      'MessageUUID=&From=14155550101&To=12345&Text=JOIN',
    ],
    statuses: {
      queued: 'accepted',
      sent: 'sent',
      delivered: 'delivered',
      read: 'delivered',
      undelivered: 'undelivered',
      failed: 'rejected',
      rejected: 'rejected',
    },
    receiptCode: ['80', 'UNREACHABLE'],
    account: (baseUrl) => ({ baseUrl, accountId: authId, token: 'auth-token' }),
    expectSent({ path, headers, body }) {
      expect(path).toBe(`/v1/Account/${authId}/Message/`);
      expect(headers.authorization).toBe(basicAuthorization(`${authId}:auth-token`));
      expect(headers['content-type']).toBe('application/json');
      expect(JSON.parse(body)).toEqual(JSON.parse(captured('send-request.json')));
    },
    accepted: {
      status: 202,
      body: captured('send-accepted.json'),
      carrierMessageId: 'db3ce55a-7f1d-11e1-8ea7-1231380bc198',
    },
    rejected: {
      status: 400,
      body: captured('send-rejected.json'),
      code: 'INVALID_NUMBER',
      carrierCode: 'dst',
    },
    throttled: { status: 429, body: captured('send-throttled.json') },
  };
}

// V2 proves where a webhook comes from and covers neither its query nor its body.
carrierSuite('plivo', harnessOf(byV2, posted, plivoV2Header, []));
webhookSuite('plivo, signature V3', harnessOf(byV3, posted, plivoV3Header, ['body', 'url']));
webhookSuite('plivo, GET', harnessOf(byV3, got, plivoV3Header, ['body']));

describe("Plivo's signatures are those that its own package accepts", () => {
  const receipts = `${moUrl.slice(0, -2)}receipts?mt=0a4d2b1e-7c55-5f0e-9a51-3c8e1f6b7d20`;
  const query = '?To=14155550100&From=14155550101&Text=Hi+there&MessageUUID=u-3&b=2&b=1';
  const mo = 'From=14155550101&To=14155550100&Text=Discount%2C+please+%F0%9F%A7%B6&MessageUUID=u-1';
  const receipt = 'Status=delivered&MessageUUID=u-2&To=14155550101&Media=b&Media=a';

  it.each([
    [moUrl, nonce, 'mmRQXizsMs1g/2PgcgPMkjm0cwYZiSvRNBp1p0vEedU='],
    [receipts, 'n-2', 'XSSzjP9wp7p+rDWVDGXw2/xD1t0X1n2Xq6DETfir1Po='],
    [moUrl.replace('example', 'example:8443') + query, 'n-3', '2jqo4xSRNZBCTYwKHzbzhamlC/olJFDfd59RxszfABQ='],
  ])('V2 of %s', (url, once, expected) => {
    expect(plivoSignatureV2('auth-token', url, once)).toBe(expected);
  });

  it.each([
    ['a form', moUrl, nonce, mo, '+Z2Cx7CpcFTIm0g1RHfN7KIjI3EwvMYQ4Kat7SbBGBY='],
    ['a form and a query', receipts, 'n-2', receipt, 'p3lc4mdpO+RTndd1wGH1c03i47zX5zrsqnEF4DiNRBo='],
    [
      'a query with repeated names',
      moUrl.replace('example', 'example:8443') + query,
      'n-3',
      '',
      '/LpgzbynImgPe6RhEzSvD1SbdUp7j+yia/9Kz2MAgl4=',
    ],
    ['nothing', moUrl, 'n-4', '', '26PkLDdvCXOS13cOKVLChWzvdJCU2P3diK1e7HYgb9o='],
    ['a query and an empty form', `${moUrl}?a=1`, 'n-5', '', 'RR4LiRuXMxhQZrMwDhTi5iJLWom28X+y7VLACbV09Qk='],
  ])('V3 of %s', (_what, url, once, body, expected) => {
    expect(plivoSignatureV3('auth-token', url, once, new URLSearchParams(body))).toBe(expected);
  });

  it('any of several signatures with commas between them will do', () => {
    const signed = posted(byV3, moUrl, 'MessageUUID=u&From=14155550101&To=1&Text=', secrets[0]);
    const other = plivoSignatureV3('third', moUrl, nonce, []);
    const headers = { ...signed.headers, [plivoV3Header]: `${other},${signed.headers[plivoV3Header]}` };
    expect(plivoCarrier.webhooks.mo({ ...signed, headers }, secrets, 0).ok).toBe(true);
  });

  it('V3 is checked where it comes, whatever V2 says', () => {
    const signed = posted(byV2, moUrl, 'MessageUUID=u&From=14155550101&To=1&Text=', secrets[0]);
    const headers = { ...signed.headers, [plivoV3Header]: 'AAAA', [`${plivoV3Header}-nonce`]: '1' };
    expect(plivoCarrier.webhooks.mo({ ...signed, headers }, secrets, 0)).toMatchObject({
      refusal: { code: 'SIGNATURE_INVALID' },
    });
  });

  it('nothing can be put behind a signed query, not even after a hash', () => {
    const signed = got(byV3, moUrl, 'MessageUUID=u&From=14155550101&To=1&Text=JOIN', secrets[0]);
    expect(plivoCarrier.webhooks.mo(signed, secrets, 0).ok).toBe(true);
    const longer = { ...signed, url: `${signed.url}#&Text=STOP` };
    expect(plivoCarrier.webhooks.mo(longer, secrets, 0).ok).toBe(false);
  });
});

describe("Plivo's webhooks", () => {
  it('reads its captured MO, puts the plus back, and answers with empty XML', () => {
    expect(plivoCarrier.webhooks.mo(capturedRequest(file('mo.txt')), secrets, 0)).toMatchObject({
      ok: true,
      items: [{ from: '+14155550101', to: '+14155550100', text: 'Discount, please 🧶', segments: 1 }],
      answer: { status: 200, body: '<Response/>' },
    });
  });

  it('reads its captured MMS', () => {
    expect(plivoCarrier.webhooks.mo(capturedRequest(file('mms.txt')), secrets, 0)).toMatchObject({
      items: [{ text: '', media: ['https://media.plivo.example/Account/MA01/Media/1'] }],
    });
  });

  it('reads its captured receipt', () => {
    expect(plivoCarrier.webhooks.receipt(capturedRequest(file('receipt.txt')), secrets, 0)).toMatchObject({
      items: [
        {
          reference: suiteMt.mtId,
          from: '12345',
          to: '+14155550101',
          status: 'undelivered',
          code: 'UNREACHABLE',
        },
      ],
    });
  });

  it.each([
    ['failed', '420', { status: 'expired', code: 'EXPIRED' }],
    ['delivered', '000', { status: 'delivered', code: undefined, carrierCode: undefined }],
  ])('reads %s with the code %s', (status, code, expected) => {
    const url = suiteReceiptUrl('plivo', suiteMt.mtId);
    const body = form({ MessageUUID: 'u', Status: status, ErrorCode: code, To: '14155550101' });
    expect(plivoCarrier.webhooks.receipt(posted(byV2, url, body, secrets[0]), secrets, 0)).toMatchObject({
      items: [expected],
    });
  });
});

describe("Plivo's send", () => {
  async function sent(validitySeconds: number, status = 202, answer = captured('send-accepted.json')) {
    const bodies: { message_expiry?: number }[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      request.on('end', () => {
        bodies.push(JSON.parse(body) as { message_expiry?: number });
        response.writeHead(status).end(answer);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const sender = plivoCarrier.createSender({ baseUrl, accountId: authId, token: 'auth-token' });
    const outcome = await sender.send({ ...suiteMt, validitySeconds });
    await sender.close();
    await new Promise((resolve) => server.close(resolve));
    return { outcome, expiry: bodies[0]?.message_expiry };
  }

  it.each([
    [1, 5],
    [600.9, 600],
    [86_400, 10_799],
  ])('passes on a validity of %d s as %d s', async (given, expected) => {
    expect((await sent(given)).expiry).toBe(expected);
  });

  it.each([
    [403, '{"error":"not permitted"}', { kind: 'rejected', code: 'GEO_BLOCKED' }],
    [401, '{"error":"authentication_failed"}', { kind: 'failed', code: 'UNAUTHORISED' }],
    // A sentence may hold a number, so nothing of it is kept.
    [400, '{"error":"+14155550101 is odd"}', { kind: 'rejected', code: 'REFUSED', carrierCode: undefined }],
  ])('reads %d %s', async (status, answer, expected) => {
    expect((await sent(600, status, answer)).outcome).toMatchObject(expected);
  });
});

function file(name: string): string {
  return join(__dirname, 'captured', name);
}

function captured(name: string): string {
  return readFileSync(file(name), 'utf8');
}
