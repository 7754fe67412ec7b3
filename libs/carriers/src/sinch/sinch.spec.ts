import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SmsCallbackWebhooks, SmsService, type Sms } from '@sinch/sms';
import fc from 'fast-check';
import {
  capturedRequest,
  carrierSuite,
  headerProof,
  suiteMt,
  suiteReceiptUrl,
  type CarrierHarness,
} from '../carrier.suite.js';
import { answerWith, localCarrier } from '../suite/local-carrier.suite.js';
import type { WebhookRequest } from '../webhook.port.js';
import { sinchCarrier } from './sinch.carrier.js';
import {
  sinchNonceHeader,
  sinchSignature,
  sinchSignatureHeader,
  sinchTimestampHeader,
} from './sinch.signature.js';

// The client asks the whole SDK, which is not installed for that, for its version.
jest.mock('@sinch/sdk-core/package.json', () => ({ version: '1.5.0' }), { virtual: true });

const secrets = ['callback-secret-new', 'callback-secret-old'] as const;
const moUrl = 'https://parley.example/v1/carriers/sinch/mo';
const at = 1_780_000_000_500;
const nonce = '01FJA8B4A7BM43YGWSG9GBV067';

function signed(url: string, body: string, secret: string, nowMs: number): WebhookRequest {
  const timestamp = String(Math.floor(nowMs / 1_000));
  const headers = {
    'content-type': 'application/json',
    [sinchSignatureHeader]: sinchSignature(secret, Buffer.from(body, 'utf8'), nonce, timestamp),
    [sinchNonceHeader]: nonce,
    [sinchTimestampHeader]: timestamp,
  };
  return { method: 'POST', url, headers, body: Buffer.from(body, 'utf8') };
}

const received = (fields: object) =>
  JSON.stringify({ type: 'mo_text', id: 'A1', from: '14155550101', to: '12345', body: 'JOIN', ...fields });

const harness: CarrierHarness = {
  carrier: sinchCarrier,
  secrets,
  proof: headerProof(sinchSignatureHeader, {
    covers: ['body'],
    encoding: 'base64',
    toleranceSeconds: 48 * 3_600,
  }),
  signedMo: ({ id, from, to, text }, secret, nowMs) =>
    signed(moUrl, received({ id, from: from.slice(1), to, body: text }), secret, nowMs),
  signedReceipt: ({ id, mtId, from, to, status, code }, secret, nowMs) =>
    signed(
      suiteReceiptUrl('sinch', mtId),
      JSON.stringify({
        type: 'recipient_delivery_report_sms',
        batch_id: id,
        recipient: to.slice(1),
        applied_originator: from,
        status,
        // A number at Sinch; whatever else comes is kept as it was written.
        code: code === undefined ? 0 : /^\d{1,9}$/.test(code) ? Number(code) : code,
        at: '2026-05-28T20:26:39.120Z',
      }),
      secret,
      nowMs,
    ),
  signedBody: (body, secret, nowMs) => signed(moUrl, body, secret, nowMs),
  malformed: (secret, nowMs) =>
    ['{"id": ', '', 'null', '[]', '7'].map((body) => signed(moUrl, body, secret, nowMs)),
  incompleteMos: [
    received({ id: undefined }),
    received({ from: undefined }),
    received({ to: undefined }),
    received({ body: undefined }),
    received({ type: undefined }),
    received({ id: '' }),
  ],
  statuses: {
    Queued: 'accepted',
    Dispatched: 'sent',
    Delivered: 'delivered',
    Failed: 'undelivered',
    Deleted: 'undelivered',
    Expired: 'expired',
    Aborted: 'rejected',
    Cancelled: 'rejected',
    Rejected: 'rejected',
    Unknown: 'unknown',
  },
  receiptCode: ['412', 'GEO_BLOCKED'],
  account: (baseUrl) => ({ baseUrl, accountId: 'plan-1', token: 'api-token' }),
  expectSent({ method, path, headers, body }) {
    expect([method, path]).toEqual(['POST', '/xms/v1/plan-1/batches']);
    expect(headers.authorization).toBe('Bearer api-token');
    const { expire_at: expiry, ...sent } = JSON.parse(body) as { expire_at: string };
    expect(sent).toEqual({
      type: 'mt_text',
      from: suiteMt.from,
      to: [suiteMt.to],
      body: suiteMt.text,
      delivery_report: 'per_recipient',
      callback_url: suiteMt.callbackUrl,
      client_reference: suiteMt.mtId,
    });
    // The moment of sending plus the validity; the rest is how long this spec took since.
    const ahead = Date.parse(expiry) - Date.now();
    expect(ahead).toBeLessThanOrEqual(600_000);
    expect(ahead).toBeGreaterThan(300_000);
  },
  accepted: {
    status: 201,
    body: captured('send-accepted.json'),
    carrierMessageId: '01FC66621XXXXX119Z8PMV1QPU',
  },
  rejected: {
    status: 400,
    body: captured('send-rejected.json'),
    code: 'REFUSED',
    carrierCode: 'syntax_constraint_violation',
  },
  throttled: { status: 429, body: captured('send-throttled.json') },
};

carrierSuite('sinch', harness);

describe("Sinch's signature", () => {
  it("is what Sinch's own package accepts, for any body", () => {
    const theirs = new SmsCallbackWebhooks(secrets[0]);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.boolean(), (text, forged) => {
        const body = received({ body: text });
        const { headers } = signed(moUrl, body, forged ? 'another' : secrets[0], at);
        expect(theirs.validateAuthenticationHeader({ ...headers }, body, '', 'POST')).toBe(!forged);
      }),
    );
  });

  it.each([sinchNonceHeader, sinchTimestampHeader])('covers %s, and needs it', (name) => {
    const request = signed(moUrl, received({}), secrets[0], at);
    const codeWith = (value: string | undefined) => {
      const headers = { ...request.headers, [name]: value };
      const parsed = sinchCarrier.webhooks.mo({ ...request, headers }, secrets, at);
      return parsed.ok ? 'OK' : parsed.refusal.code;
    };
    expect(codeWith(request.headers[name])).toBe('OK');
    expect(codeWith('1780000001')).toBe('SIGNATURE_INVALID');
    expect(codeWith(undefined)).toBe('SIGNATURE_MISSING');
  });

  it('fits no timestamp that is none', () => {
    const body = Buffer.from(received({}));
    const headers = {
      [sinchSignatureHeader]: sinchSignature(secrets[0], body, nonce, 'today'),
      [sinchNonceHeader]: nonce,
      [sinchTimestampHeader]: 'today',
    };
    const parsed = sinchCarrier.webhooks.mo({ method: 'POST', url: moUrl, headers, body }, secrets, at);
    expect(parsed).toMatchObject({ refusal: { code: 'SIGNATURE_INVALID' } });
  });
});

describe("Sinch's callbacks", () => {
  const read = (fields: object) =>
    sinchCarrier.webhooks.mo(signed(moUrl, received(fields), secrets[0], at), secrets, at);

  it("reads its captured MO as Sinch's own package does", () => {
    const request = capturedRequest(file('mo-text.txt'));
    const theirs = SmsCallbackWebhooks.parseEvent(request.body.toString('utf8')) as Sms.MOText;
    expect(sinchCarrier.webhooks.mo(request, secrets, at)).toEqual({
      ok: true,
      items: [
        {
          carrierMessageId: theirs.id,
          from: `+${theirs.from}`,
          to: theirs.to,
          text: theirs.body,
          receivedAt: theirs.received_at.getTime(),
        },
      ],
      skipped: [],
      answer: { status: 200, headers: { 'content-type': 'application/json' }, body: '{}' },
    });
    expect(theirs.body).toBe('Discount, please 🧶');
  });

  it('reads its captured binary MO, a part of two', () => {
    expect(sinchCarrier.webhooks.mo(capturedRequest(file('mo-binary.txt')), secrets, at)).toMatchObject({
      items: [{ text: 'STOP', part: { reference: 0xcc, total: 2, number: 1 } }],
    });
  });

  it('reads its captured MMS', () => {
    expect(sinchCarrier.webhooks.mo(capturedRequest(file('mo-media.txt')), secrets, at)).toMatchObject({
      items: [{ text: 'My cat\nLook at it', media: ['https://media.sinch.example/1.jpg'] }],
    });
  });

  it('reads its captured receipt, by the signed reference', () => {
    const request = capturedRequest(file('receipt.txt'));
    expect(sinchCarrier.webhooks.receipt(request, secrets, at)).toMatchObject({
      items: [
        {
          carrierMessageId: '01FC66621XXXXX119Z8PMV1QPU',
          reference: '0a4d2b1e-7c55-5f0e-9a51-3c8e1f6b7d20',
          to: '+14155550101',
          from: undefined,
          status: 'undelivered',
          code: 'UNREACHABLE',
          carrierCode: '404',
          at: Date.UTC(2026, 4, 28, 20, 26),
        },
      ],
    });
  });

  it.each([
    [0, 'Delivered', undefined],
    [400, 'Queued', undefined],
    [401, 'Dispatched', undefined],
    [406, 'Expired', 'EXPIRED'],
    [402, 'Aborted', 'INVALID_NUMBER'],
    [7777, 'Failed', 'UNKNOWN_ERROR'],
  ])('means by the code %s, %s, the code %s', (code, status, expected) => {
    const receipt = { id: 'carrier-9', mtId: suiteMt.mtId, from: '12345', to: '+14155550101', status };
    const request = harness.signedReceipt({ ...receipt, code: String(code) }, secrets[0], at);
    const parsed = sinchCarrier.webhooks.receipt(request, secrets, at);
    if (!parsed.ok) throw new Error(parsed.refusal.message);
    expect(parsed.items[0]?.code).toBe(expected);
  });

  it.each([
    ['a type that nobody knows', { type: 'mo_voice' }],
    ['a text that is no string', { body: {} }],
    ['an MMS that is no object', { type: 'mo_media', body: 'x' }],
    ['octets that are no base64', { type: 'mo_binary', body: '***' }],
    ['a header that is no hex', { type: 'mo_binary', body: 'AAAA', udh: 'zz' }],
    ['an id that is no string', { id: 7 }],
  ])('refuses %s', (_what, fields) => {
    expect(read(fields)).toMatchObject({ refusal: { code: 'FIELD_INVALID' } });
  });

  it('refuses a summary, which names no recipient', () => {
    const body = JSON.stringify({ type: 'delivery_report_sms', batch_id: 'b', statuses: [] });
    const request = signed(suiteReceiptUrl('sinch', suiteMt.mtId), body, secrets[0], at);
    expect(sinchCarrier.webhooks.receipt(request, secrets, at)).toMatchObject({
      refusal: { code: 'FIELD_INVALID' },
    });
  });
});

describe("Sinch's send API", () => {
  const carrier = localCarrier(harness);

  it("gets the request that Sinch's own package makes", async () => {
    await carrier.send(answerWith(harness.accepted));
    const [first] = carrier.requests;
    const { expire_at: expiry } = JSON.parse(first!.body) as { expire_at: string };
    const theirs = new SmsService({
      servicePlanId: 'plan-1',
      apiToken: 'api-token',
      smsHostname: carrier.baseUrl,
    });
    await theirs.batches.sendTextMessage({
      sendSMSRequestBody: {
        from: suiteMt.from,
        to: [suiteMt.to],
        body: suiteMt.text,
        type: 'mt_text',
        delivery_report: 'per_recipient',
        callback_url: suiteMt.callbackUrl,
        client_reference: suiteMt.mtId,
        expire_at: new Date(expiry),
      },
    });
    const [ours, sdks] = carrier.requests.map(({ method, path, headers, body }) => ({
      method,
      path,
      authorization: headers.authorization,
      body: JSON.parse(body) as unknown,
    }));
    expect(ours).toEqual(sdks);
  });

  it.each([
    [undefined, undefined],
    [0.2, 1_000],
    [30 * 86_400, 3 * 86_400_000],
  ])('keeps a text that is good for %s s for %s ms', async (validitySeconds, ms) => {
    const before = Date.now();
    await carrier.send(answerWith(harness.accepted), { ...suiteMt, validitySeconds });
    const { expire_at: expiry } = JSON.parse(carrier.requests[0]!.body) as { expire_at?: string };
    if (ms === undefined || expiry === undefined) return expect(expiry).toBe(ms);
    const begun = Date.parse(expiry) - ms;
    expect(begun).toBeGreaterThanOrEqual(before);
    expect(begun).toBeLessThanOrEqual(Date.now());
  });

  it('cannot do without the service plan', () => {
    expect(() => sinchCarrier.createSender({ token: 't' })).toThrow(/lacks "accountId"/);
  });
});

function file(name: string): string {
  return join(__dirname, 'captured', name);
}

function captured(name: string): string {
  return readFileSync(file(name), 'utf8');
}
