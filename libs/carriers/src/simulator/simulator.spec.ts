import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  capturedRequest,
  carrierSuite,
  headerProof,
  suiteMt,
  suiteReceiptUrl,
  type CarrierHarness,
} from '../carrier.suite.js';
import type { WebhookRequest } from '../webhook.port.js';
import { simulatorCarrier } from './simulator.carrier.js';
import { signatureHeader, signedHeaders, signWebhook, timestampHeader } from './simulator.signature.js';

const secrets = ['sim-secret-new', 'sim-secret-old'] as const;
const moUrl = 'https://parley.example/v1/carriers/simulator/mo';

function signed(url: string, body: string, secret: string, nowMs: number): WebhookRequest {
  const headers = { 'content-type': 'application/json', ...signedHeaders(secret, nowMs, body) };
  return { method: 'POST', url, headers, body: Buffer.from(body, 'utf8') };
}

const harness: CarrierHarness = {
  carrier: simulatorCarrier,
  secrets,
  proof: headerProof(signatureHeader, { covers: ['body'], encoding: 'hex', toleranceSeconds: 300 }),
  signedMo: (mo, secret, nowMs) => signed(moUrl, JSON.stringify(mo), secret, nowMs),
  signedReceipt: ({ id, mtId, from, to, status, code }, secret, nowMs) =>
    signed(
      suiteReceiptUrl('simulator', mtId).replace(/\?.*/, ''),
      JSON.stringify({ receipts: [{ id, reference: mtId, from, to, status, code, at: nowMs }] }),
      secret,
      nowMs,
    ),
  signedBody: (body, secret, nowMs) => signed(moUrl, body, secret, nowMs),
  malformed: (secret, nowMs) =>
    ['{"id": "mo-1", ', '', 'null', '[]', '7', '"mo"'].map((body) => signed(moUrl, body, secret, nowMs)),
  incompleteMos: [
    '{"from":"+14155550101","to":"12345","text":"JOIN"}',
    '{"id":"mo-1","to":"12345","text":"JOIN"}',
    '{"id":"mo-1","from":"+14155550101","text":"JOIN"}',
    '{"id":"mo-1","from":"+14155550101","to":"12345"}',
    '{"id":"","from":"+14155550101","to":"12345","text":"JOIN"}',
  ],
  statuses: {
    accepted: 'accepted',
    sent: 'sent',
    delivered: 'delivered',
    undelivered: 'undelivered',
    expired: 'expired',
    rejected: 'rejected',
  },
  receiptCode: ['landline', 'LANDLINE'],
  account: (baseUrl) => ({ baseUrl, token: 'api-token' }),
  expectSent({ path, headers, body }) {
    expect(path).toBe('/v1/messages');
    expect(headers.authorization).toBe('Bearer api-token');
    expect(headers['content-type']).toBe('application/json');
    expect(JSON.parse(body)).toEqual({
      from: suiteMt.from,
      to: suiteMt.to,
      text: suiteMt.text,
      reference: suiteMt.mtId,
      callbackUrl: suiteMt.callbackUrl,
      validity: 600,
    });
  },
  accepted: { status: 202, body: captured('send-accepted.json'), carrierMessageId: 'sim-mt-3f2a-19' },
  rejected: {
    status: 400,
    body: captured('send-rejected.json'),
    code: 'OPTED_OUT_AT_CARRIER',
    carrierCode: 'opted_out',
  },
  throttled: { status: 429, body: captured('send-throttled.json') },
};

carrierSuite('simulator', harness);

describe('the simulator dialect', () => {
  const at = 1_780_000_000_500;

  it('reads its captured MO', () => {
    const parsed = simulatorCarrier.webhooks.mo(capturedRequest(file('mo.txt')), secrets, at);
    expect(parsed).toMatchObject({
      ok: true,
      items: [
        {
          carrierMessageId: 'sim-mo-3f2a-7',
          from: '+14155550101',
          text: 'DISCOUNT',
          receivedAt: 1_780_000_000_120,
        },
      ],
    });
  });

  it('reads its captured receipts, many in one post', () => {
    const parsed = simulatorCarrier.webhooks.receipt(capturedRequest(file('receipts.txt')), secrets, at);
    if (!parsed.ok) throw new Error(parsed.refusal.message);
    expect(parsed.items.map(({ status, code }) => [status, code])).toEqual([
      ['delivered', undefined],
      ['sent', undefined],
      ['undelivered', 'UNREACHABLE'],
    ]);
  });

  it('passes on the wish to be traced, and nothing else that is truthy', () => {
    const mo = { id: 'a', from: 'b', to: 'c', text: '' };
    const read = (debug: unknown) => {
      const parsed = simulatorCarrier.webhooks.mo(
        signed(moUrl, JSON.stringify({ ...mo, debug }), secrets[0], at),
        secrets,
        at,
      );
      return parsed.ok ? parsed.items[0]?.debug : parsed.refusal.code;
    };
    expect(read(true)).toBe(true);
    expect(read('yes')).toBeUndefined();
  });

  it('keeps the good receipts of a batch when one is bad, and says which', () => {
    const body = JSON.stringify({ receipts: [{ id: 'a', status: 'sent' }, { status: 'sent' }, 7] });
    const parsed = simulatorCarrier.webhooks.receipt(signed(moUrl, body, secrets[0], at), secrets, at);
    expect(parsed).toMatchObject({
      ok: true,
      items: [{ carrierMessageId: 'a' }],
      skipped: [
        { code: 'FIELD_MISSING', message: 'Receipt 1: The field "id" is missing or empty.' },
        { code: 'FIELD_INVALID', message: 'Receipt 2: It must be an object.' },
      ],
    });
  });

  it('finds our id in the callback URL where a single receipt does not name it', () => {
    const url = suiteReceiptUrl('simulator', suiteMt.mtId);
    const read = (receipts: object[]) => {
      const parsed = simulatorCarrier.webhooks.receipt(
        signed(url, JSON.stringify({ receipts }), secrets[0], at),
        secrets,
        at,
      );
      return parsed.ok ? parsed.items.map(({ reference }) => reference) : parsed.refusal;
    };
    expect(read([{ id: 'a', status: 'sent' }])).toEqual([suiteMt.mtId]);
    expect(read([{ id: 'a', status: 'sent', reference: 'ours' }])).toEqual(['ours']);
    expect(
      read([
        { id: 'a', status: 'sent' },
        { id: 'b', status: 'sent' },
      ]),
    ).toEqual([undefined, undefined]);
  });

  it.each([
    ['a field that is no string', '{"id":7,"from":"b","to":"c","text":"d"}'],
    ['an id longer than 128 characters', `{"id":"${'x'.repeat(129)}","from":"b","to":"c","text":"d"}`],
    ['a text that is no string', '{"id":"a","from":"b","to":"c","text":{}}'],
    ['a time that is none', '{"id":"a","from":"b","to":"c","text":"d","receivedAt":"today"}'],
  ])('refuses %s', (_what, body) => {
    const parsed = simulatorCarrier.webhooks.mo(signed(moUrl, body, secrets[0], at), secrets, at);
    expect(parsed).toMatchObject({ ok: false, refusal: { status: 400, code: 'FIELD_INVALID' } });
  });

  it('refuses a body that is not UTF-8 although its signature fits', () => {
    const body = Buffer.from('{"id":"a","from":"b","to":"c","text":"\xff"}', 'latin1');
    const request = { method: 'POST', url: moUrl, headers: signedHeaders(secrets[0], at, body), body };
    expect(simulatorCarrier.webhooks.mo(request, secrets, at)).toMatchObject({
      refusal: { code: 'BODY_MALFORMED' },
    });
  });

  it('refuses a timestamp in another spelling, which would be another signed text', () => {
    const body = '{"id":"a","from":"b","to":"c","text":"d"}';
    const seconds = Math.floor(at / 1_000);
    const read = (timestamp: string) =>
      simulatorCarrier.webhooks.mo(
        {
          method: 'POST',
          url: moUrl,
          headers: {
            [timestampHeader]: timestamp,
            [signatureHeader]: signWebhook(secrets[0], seconds, body),
          },
          body: Buffer.from(body),
        },
        secrets,
        at,
      ).ok;
    expect(read(String(seconds))).toBe(true);
    expect(read(`0${seconds}`)).toBe(false);
    expect(read(`${seconds}.0`)).toBe(false);
  });
});

function file(name: string): string {
  return join(__dirname, 'captured', name);
}

function captured(name: string): string {
  return readFileSync(file(name), 'utf8');
}
