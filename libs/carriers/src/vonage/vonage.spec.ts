import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { countSegments } from '@parley/sms';
import { SMS } from '@vonage/sms';
import { Auth, AlgorithmTypes } from '@vonage/auth';
import fc from 'fast-check';
import {
  capturedRequest,
  carrierSuite,
  suiteMt,
  suiteReceiptUrl,
  webhookSuite,
  type CarrierHarness,
  type SuiteProof,
  type WebhookHarness,
} from '../carrier.suite.js';
import { answerWith, localCarrier } from '../suite/local-carrier.suite.js';
import type { WebhookRequest } from '../webhook.port.js';
import { vonageCarrier } from './vonage.carrier.js';
import { vonageReceiptErrors, vonageSendErrors } from './vonage.errors.js';
import { vonageSignature, type VonageFields, type VonageSignatureMethod } from './vonage.signature.js';

const secrets = ['signature-secret-new', 'signature-secret-old'] as const;
const moUrl = 'https://parley.example/v1/carriers/vonage/mo';
const nowMs = 1_780_000_000_000;
const sdk = new SMS(new Auth({ apiKey: 'abcd1234', apiSecret: 'api-secret' }));

type Form = 'GET' | 'POST' | 'POST-JSON';

/** A webhook with these parameters, in one of the three forms that an account may choose. */
function written(form: Form, url: string, fields: VonageFields): WebhookRequest {
  const query = new URLSearchParams(fields).toString();
  if (form === 'GET') {
    const callUrl = `${url}${url.includes('?') ? '&' : '?'}${query}`;
    return { method: 'GET', url: callUrl, headers: {}, body: Buffer.alloc(0) };
  }
  const type = form === 'POST' ? 'application/x-www-form-urlencoded' : 'application/json';
  const body = Buffer.from(form === 'POST' ? query : JSON.stringify(fields));
  return { method: 'POST', url, headers: { 'content-type': type }, body };
}

function signed(fields: VonageFields, secret: string, at: number, method: VonageSignatureMethod = 'sha256') {
  const all = { ...fields, nonce: 'f3a1', timestamp: String(Math.floor(at / 1_000)) };
  return { ...all, sig: vonageSignature(method, secret, all) };
}

/** The signature stands among the parameters, wherever those are. */
function proofIn(form: Form): SuiteProof {
  const fieldsOf = ({ url, body }: WebhookRequest): VonageFields =>
    form === 'POST-JSON'
      ? (JSON.parse(body.toString()) as VonageFields)
      : Object.fromEntries(new URLSearchParams(form === 'GET' ? (url.split('?')[1] ?? '') : body.toString()));
  return {
    covers: ['body'],
    toleranceSeconds: 25 * 3_600,
    encoding: 'hex',
    read: (request) => fieldsOf(request).sig ?? '',
    write(request, sig) {
      try {
        const { sig: _old, ...fields } = fieldsOf(request);
        const [url = ''] = request.url.split('?');
        return written(form, url, sig === undefined ? fields : { ...fields, sig });
      } catch {
        return request;
      }
    },
  };
}

function harnessIn(form: Form): WebhookHarness {
  return {
    carrier: vonageCarrier,
    secrets,
    proof: proofIn(form),
    signedMo: ({ id, from, to, text }, secret, at) => {
      const mo = { 'api-key': 'abcd1234', messageId: id, msisdn: from.slice(1), to, text, type: 'unicode' };
      return written(form, moUrl, signed(mo, secret, at));
    },
    signedReceipt: ({ id, mtId, from, to, status, code }, secret, at) => {
      const receipt = { messageId: id, msisdn: to.slice(1), to: from, status, 'err-code': code ?? '0' };
      return written(form, suiteReceiptUrl('vonage', mtId), signed(receipt, secret, at));
    },
    signedBody: (body, secret, at) =>
      written(form, moUrl, signed(Object.fromEntries(new URLSearchParams(body)), secret, at)),
    malformed: () => {
      const json = ['{"messageId": ', '', 'null', '[]', '7', '{}', '{"text":{}}'];
      const plain = written('POST', moUrl, { messageId: 'a' });
      return [
        ...json.map((body) => ({ ...written('POST-JSON', moUrl, {}), body: Buffer.from(body) })),
        { ...plain, headers: { 'content-type': 'text/plain' } },
        { ...plain, headers: {} },
        { ...plain, body: Buffer.from([0x61, 0xff]) },
      ];
    },
    incompleteMos: [
      'msisdn=14155550101&to=12345&text=JOIN',
      'messageId=A1&to=12345&text=JOIN',
      'messageId=A1&msisdn=14155550101&text=JOIN',
      'messageId=A1&msisdn=14155550101&to=12345',
      'messageId=&msisdn=14155550101&to=12345&text=JOIN',
      'messageId=A1&msisdn=14155550101&to=12345&type=binary&text=JOIN',
    ],
    statuses: {
      accepted: 'sent',
      buffered: 'sent',
      delivered: 'delivered',
      expired: 'expired',
      failed: 'undelivered',
      rejected: 'rejected',
      unknown: 'unknown',
    },
    receiptCode: ['9', 'OPTED_OUT_AT_CARRIER'],
  };
}

const harness: CarrierHarness = {
  ...harnessIn('POST'),
  account: (baseUrl) => ({ baseUrl, accountId: 'abcd1234', token: 'api-secret' }),
  expectSent({ method, path, headers, body }) {
    expect([method, path]).toEqual(['POST', '/sms/json']);
    expect(headers.authorization).toBe(`Basic ${Buffer.from('abcd1234:api-secret').toString('base64')}`);
    expect(JSON.parse(body)).toEqual({
      from: '12345',
      to: '14155550101',
      text: suiteMt.text,
      type: 'unicode',
      ttl: 600_000,
      callback: suiteMt.callbackUrl,
      'client-ref': suiteMt.mtId,
    });
  },
  accepted: {
    status: 200,
    body: captured('send-accepted.json'),
    carrierMessageId: '0C000000217B7F02',
    taken: { total: 2, ids: ['0C000000217B7F02', '0C000000217B7F03'] },
  },
  rejected: {
    status: 200,
    body: captured('send-rejected.json'),
    code: 'OPTED_OUT_AT_CARRIER',
    carrierCode: '7',
  },
  throttled: { status: 200, body: captured('send-throttled.json') },
};

carrierSuite('vonage, by form', harness);
webhookSuite('vonage, by GET', harnessIn('GET'));
webhookSuite('vonage, by JSON', harnessIn('POST-JSON'));

describe("Vonage's signature", () => {
  const methods = [
    ['md5hash', AlgorithmTypes.md5hash],
    ['md5', AlgorithmTypes.md5hmac],
    ['sha1', AlgorithmTypes.sha1hmac],
    ['sha256', AlgorithmTypes.sha256hmac],
    ['sha512', AlgorithmTypes.sha512hmac],
  ] as const;

  it('is the one that Vonage’s libraries test themselves with', () => {
    const fields = { a: '1', b: '2', timestamp: '1461605396', sig: 'whatever' };
    expect(vonageSignature('md5hash', 'secret', fields)).toBe('6af838ef94998832dbfc29020b564830');
  });

  it.each(methods)("%s is what Vonage's own package accepts, for any parameters", (method, theirs) => {
    const name = fc.oneof(fc.constantFrom('text', 'Text', 'sig2', 'é', '😀', '__proto__x'), fc.string());
    const value = fc.oneof(fc.string(), fc.constantFrom('a&b=c', '===', '& &', '👋', ''));
    fc.assert(
      fc.property(fc.dictionary(name, value), fc.string({ minLength: 1 }), (fields, secret) => {
        const sig = vonageSignature(method, secret, fields);
        expect(sdk.verifySignature(sig, fields, secret, theirs)).toBe(true);
      }),
    );
  });

  it.each(methods)('%s is accepted in upper case too, as Vonage writes its HMACs', (method) => {
    const mo = { messageId: 'A1', msisdn: '14155550101', to: '12345', text: 'Hi' };
    const { sig, ...fields } = signed(mo, secrets[1], nowMs, method);
    const request = written('POST', moUrl, { ...fields, sig: sig.toUpperCase() });
    expect(vonageCarrier.webhooks.mo(request, secrets, nowMs).ok).toBe(true);
  });

  it('may cover the parameter of our own address or leave it out', () => {
    const receipt = { messageId: 'A1', msisdn: '14155550101', to: '12345', status: 'delivered' };
    const url = suiteReceiptUrl('vonage', suiteMt.mtId);
    const read = (request: WebhookRequest) => vonageCarrier.webhooks.receipt(request, secrets, nowMs);
    const { mt: _mt, ...covering }: VonageFields = signed(
      { ...receipt, mt: suiteMt.mtId },
      secrets[0],
      nowMs,
    );
    for (const fields of [covering, signed(receipt, secrets[0], nowMs)]) {
      expect(read(written('GET', url, fields))).toMatchObject({ items: [{ reference: suiteMt.mtId }] });
    }
    const other = suiteReceiptUrl('vonage', 'another');
    expect(read(written('GET', other, covering))).toMatchObject({ refusal: { code: 'SIGNATURE_INVALID' } });
  });
});

describe("Vonage's webhooks", () => {
  const read = (fields: VonageFields) =>
    vonageCarrier.webhooks.mo(written('POST-JSON', moUrl, signed(fields, secrets[0], nowMs)), secrets, nowMs);
  const mo = { messageId: 'A1', msisdn: '447700900123', to: '447700900000', text: 'Hi', type: 'text' };

  it('reads its captured MO, by GET', () => {
    expect(vonageCarrier.webhooks.mo(capturedRequest(file('mo-get.txt')), secrets, nowMs)).toMatchObject({
      ok: true,
      items: [
        {
          carrierMessageId: '0A0000000123ABCD1',
          from: '+14155550101',
          to: '12345',
          text: 'Discount, please & thanks',
          encoding: 'gsm7',
          receivedAt: Date.UTC(2026, 4, 28, 20, 26, 40),
          part: undefined,
        },
      ],
      answer: { status: 204 },
    });
  });

  it('reads its captured MO in parts, as a form', () => {
    expect(vonageCarrier.webhooks.mo(capturedRequest(file('mo-part.txt')), secrets, nowMs)).toMatchObject({
      items: [{ text: 'first half 🧶 ', encoding: 'ucs2', part: { reference: 62, total: 2, number: 1 } }],
    });
  });

  it('reads its captured receipt, as JSON', () => {
    const request = capturedRequest(file('receipt.txt'));
    expect(vonageCarrier.webhooks.receipt(request, secrets, nowMs)).toMatchObject({
      items: [
        {
          carrierMessageId: '0C000000217B7F02',
          reference: '0a4d2b1e-7c55-5f0e-9a51-3c8e1f6b7d20',
          to: '+14155550101',
          from: '12345',
          status: 'undelivered',
          code: 'UNREACHABLE',
          carrierCode: '2',
          at: Date.UTC(2026, 4, 28, 20, 26, 40),
        },
      ],
    });
  });

  it('reads a binary MO, with the part that its header names', () => {
    const binary = { ...mo, type: 'binary', data: '00530054004f0050', udh: '050003CC0201' };
    expect(read(binary)).toMatchObject({
      items: [{ text: 'STOP', part: { reference: 0xcc, total: 2, number: 1 }, encoding: undefined }],
    });
    expect(read({ ...binary, data: 'zz' })).toMatchObject({ refusal: { code: 'FIELD_INVALID' } });
  });

  it.each([
    [{ concat: 'true', 'concat-ref': '0', 'concat-total': '3', 'concat-part': '3' }, 3],
    [{ concat: 'true', 'concat-ref': '62', 'concat-total': '3', 'concat-part': '4' }, undefined],
    [{ concat: 'true', 'concat-total': '3', 'concat-part': '1' }, undefined],
    [{ concat: 'false', 'concat-ref': '62', 'concat-total': '3', 'concat-part': '1' }, undefined],
  ])('takes the part from %j', (concat, number) => {
    const parsed = read({ ...mo, ...concat });
    expect(parsed.ok && parsed.items[0]?.part?.number).toBe(number);
  });

  it('prefers the signed reference to the one in the address', () => {
    const fields = signed(
      { messageId: 'A1', msisdn: '14155550101', status: 'delivered', 'client-ref': suiteMt.mtId },
      secrets[0],
      nowMs,
    );
    const request = written('POST', suiteReceiptUrl('vonage', 'another'), fields);
    expect(vonageCarrier.webhooks.receipt(request, secrets, nowMs)).toMatchObject({
      items: [{ reference: suiteMt.mtId, from: undefined }],
    });
  });
});

describe("Vonage's send API", () => {
  const carrier = localCarrier(harness);
  const reply = (...statuses: string[]) =>
    answerWith({
      status: 200,
      body: JSON.stringify({
        'message-count': String(statuses.length),
        messages: statuses.map((status, n) => ({
          status,
          'message-id': status === '0' ? `M${n}` : undefined,
        })),
      }),
    });

  it("gets the request that Vonage's own package makes", async () => {
    await carrier.send(answerWith(harness.accepted));
    const theirs = new SMS(new Auth({ apiKey: 'abcd1234', apiSecret: 'api-secret' }), {
      restHost: carrier.baseUrl,
    });
    await theirs.send({
      from: '12345',
      to: '14155550101',
      text: suiteMt.text,
      type: 'unicode' as never,
      ttl: 600_000,
      callback: suiteMt.callbackUrl,
      clientRef: suiteMt.mtId,
    });
    const [ours, sdks] = carrier.requests.map(({ method, path, headers, body }) => ({
      method,
      path,
      authorization: headers.authorization,
      type: headers['content-type'],
      body: JSON.parse(body) as unknown,
    }));
    expect(ours).toEqual(sdks);
  });

  it.each([...vonageSendErrors])('answers status %s as %s', async (status, code) => {
    const outcome = await carrier.send(reply(status));
    expect(outcome).toMatchObject({ carrierCode: status });
    if (outcome.kind !== 'throttled') expect(outcome).toMatchObject({ code });
  });

  it('says of an error inside Vonage, and of a text taken in part, that it may be under way', async () => {
    const unknown = { kind: 'unknown', code: 'SERVER_ERROR' };
    expect(await carrier.send(reply('5'))).toEqual({ ...unknown, carrierCode: '5' });
    const partly = { kind: 'unknown', code: 'PARTLY_TAKEN' };
    expect(await carrier.send(answerWith({ status: 200, body: captured('send-partly.json') }))).toEqual({
      ...partly,
      carrierCode: '1',
      taken: { total: 2, ids: ['0C000000217B7F04'] },
    });
    expect(await carrier.send(reply('0', '0', '7'))).toEqual({
      ...partly,
      carrierCode: '7',
      taken: { total: 3, ids: ['M0', 'M1'] },
    });
  });

  it('names the parts of a long text, each of which has a receipt of its own', async () => {
    expect(await carrier.send(reply('0', '0'))).toEqual({
      kind: 'submitted',
      carrierMessageId: 'M0',
      taken: { total: 2, ids: ['M0', 'M1'] },
    });
    expect(await carrier.send(reply('0'))).toEqual({ kind: 'submitted', carrierMessageId: 'M0' });
  });

  it('refuses a status that nobody knows', async () => {
    expect(await carrier.send(reply('77'))).toEqual({ kind: 'rejected', code: 'REFUSED', carrierCode: '77' });
  });

  it.each([
    ['text', 'Grüße, 100% {sure}'],
    ['unicode', 'Grüße 🧶'],
  ])('is told that the text is %s', async (type, text) => {
    await carrier.send(answerWith(harness.accepted), { ...suiteMt, text });
    expect(JSON.parse(carrier.requests[0]!.body)).toMatchObject({ type, text });
    expect(countSegments(text).encoding === 'gsm7').toBe(type === 'text');
  });

  it.each([
    [undefined, undefined],
    [1, 20_000],
    [90.5, 90_500],
    [99 * 86_400, 7 * 86_400_000],
  ])('keeps a text that is good for %s s for %s ms', async (validitySeconds, ttl) => {
    await carrier.send(answerWith(harness.accepted), { ...suiteMt, validitySeconds });
    expect((JSON.parse(carrier.requests[0]!.body) as { ttl?: number }).ttl).toBe(ttl);
  });

  it('has codes of its own for sends and for receipts', () => {
    expect(vonageSendErrors.get('9')).toBe('ACCOUNT_SUSPENDED');
    expect(vonageReceiptErrors.get('9')).toBe('OPTED_OUT_AT_CARRIER');
  });
});

function file(name: string): string {
  return join(__dirname, 'captured', name);
}

function captured(name: string): string {
  return readFileSync(file(name), 'utf8');
}
