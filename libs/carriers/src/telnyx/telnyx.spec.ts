import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import Telnyx from 'telnyx';
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
import { telnyxCarrier } from './telnyx.carrier.js';
import { telnyxErrors } from './telnyx.errors.js';
import { telnyxSignatureHeader, telnyxTimestampHeader } from './telnyx.signature.js';

/*
 * Telnyx's package of today (telnyx 7) is 37 MB of generated clients, so version 2 is the oracle: the same API v2,
 * and an Ed25519 of its own (tweetnacl) that owes nothing to Node's.
 */
const sdk = new Telnyx('KEY-test');

/** Key pairs made of a word, so that captured signatures stay; the "secret" on our side is the public key. */
function keyPair(word: string) {
  const seed = createHash('sha256').update(word).digest();
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  return { privateKey, publicKey: spki.subarray(-32).toString('base64') };
}

const pairs = [keyPair('new'), keyPair('old')] as const;
const secrets = [pairs[0].publicKey, pairs[1].publicKey] as const;
const stranger = keyPair('someone else');
const moUrl = 'https://parley.example/v1/carriers/telnyx/mo';
const at = 1_780_000_000_500;

function signed(url: string, body: string, publicKey: string, nowMs: number): WebhookRequest {
  const { privateKey } = pairs.find((pair) => pair.publicKey === publicKey) ?? stranger;
  const timestamp = String(Math.floor(nowMs / 1_000));
  const signature = sign(null, Buffer.from(`${timestamp}|${body}`), privateKey).toString('base64');
  const headers = {
    'content-type': 'application/json',
    [telnyxSignatureHeader]: signature,
    [telnyxTimestampHeader]: timestamp,
  };
  return { method: 'POST', url, headers, body: Buffer.from(body, 'utf8') };
}

const event = (type: string, payload: object) =>
  JSON.stringify({
    data: {
      record_type: 'event',
      event_type: type,
      id: 'b301ed3f-1490-491f-995f-6e64e69674d4',
      occurred_at: '2026-05-28T20:26:40.120+00:00',
      payload: { record_type: 'message', ...payload },
    },
  });

const received = (id: unknown, from: unknown, to: unknown, text: unknown) =>
  event('message.received', { id, from: { phone_number: from }, to: [{ phone_number: to }], text });

const harness: CarrierHarness = {
  carrier: telnyxCarrier,
  secrets,
  proof: headerProof(telnyxSignatureHeader, { covers: ['body'], encoding: 'base64', toleranceSeconds: 300 }),
  signedMo: ({ id, from, to, text }, secret, nowMs) =>
    signed(moUrl, received(id, from, to, text), secret, nowMs),
  signedReceipt: ({ id, mtId, from, to, status, code }, secret, nowMs) => {
    const payload = {
      id,
      from: { phone_number: from },
      to: [{ phone_number: to, status }],
      errors: code === undefined ? [] : [{ code, title: 'Not delivered' }],
    };
    return signed(suiteReceiptUrl('telnyx', mtId), event('message.finalized', payload), secret, nowMs);
  },
  signedBody: (body, secret, nowMs) => signed(moUrl, body, secret, nowMs),
  malformed: (secret, nowMs) =>
    ['{"data": ', '', 'null', '[]', '7', '{}', '{"data":[]}', '{"data":{"payload":"x"}}'].map((body) =>
      signed(moUrl, body, secret, nowMs),
    ),
  incompleteMos: [
    received(undefined, '+14155550101', '12345', 'JOIN'),
    received('A1', undefined, '12345', 'JOIN'),
    received('A1', '+14155550101', undefined, 'JOIN'),
    received('A1', '+14155550101', '12345', undefined),
    received('', '+14155550101', '12345', 'JOIN'),
    event('message.received', { id: 'A1', text: 'JOIN', from: null, to: [] }),
  ],
  statuses: {
    queued: 'accepted',
    sending: 'accepted',
    sent: 'sent',
    delivered: 'delivered',
    sending_failed: 'rejected',
    delivery_failed: 'undelivered',
    delivery_unconfirmed: 'unknown',
    expired: 'expired',
  },
  receiptCode: ['40001', 'LANDLINE'],
  account: (baseUrl) => ({ baseUrl, token: 'KEY-test' }),
  expectSent({ method, path, headers, body }) {
    expect([method, path]).toEqual(['POST', '/v2/messages']);
    expect(headers.authorization).toBe('Bearer KEY-test');
    expect(JSON.parse(body)).toEqual({
      from: suiteMt.from,
      to: suiteMt.to,
      text: suiteMt.text,
      type: 'SMS',
      webhook_url: suiteMt.callbackUrl,
      use_profile_webhooks: false,
    });
  },
  accepted: {
    status: 200,
    body: captured('send-accepted.json'),
    carrierMessageId: '40385f64-5717-4562-b3fc-2c963f66afa6',
  },
  rejected: {
    status: 403,
    body: captured('send-rejected.json'),
    code: 'OPTED_OUT_AT_CARRIER',
    carrierCode: '40300',
  },
  throttled: { status: 429, body: captured('send-throttled.json') },
};

carrierSuite('telnyx', harness);

describe("Telnyx's signature", () => {
  const accepts = (request: WebhookRequest, keys: readonly string[] = secrets) =>
    telnyxCarrier.webhooks.mo(request, keys, at).ok;

  /** What Telnyx's own package says of a webhook; -1 leaves the age to us, as it looks at the machine's clock. */
  function sdkAccepts({ headers, body }: WebhookRequest, publicKey: string): boolean {
    const quiet = jest.spyOn(console, 'log').mockImplementation();
    try {
      const signature = Buffer.from(headers[telnyxSignatureHeader] ?? '', 'base64');
      const key = Buffer.from(publicKey, 'base64');
      const timestamp = headers[telnyxTimestampHeader];
      sdk.webhooks.constructEvent(body.toString('utf8'), signature, timestamp, key, -1);
      return true;
    } catch {
      return false;
    } finally {
      quiet.mockRestore();
    }
  }

  it("is accepted and refused as by Telnyx's own package, for any text, whatever bit is turned over", () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(511), fc.boolean(), (text, bit, flip) => {
        const request = signed(moUrl, received('A1', '+14155550101', '12345', text), secrets[0], at);
        const bytes = Buffer.from(request.headers[telnyxSignatureHeader]!, 'base64');
        if (flip) bytes[bit >> 3]! ^= 1 << (bit & 7);
        const headers = { ...request.headers, [telnyxSignatureHeader]: bytes.toString('base64') };
        const given = { ...request, headers };
        expect(accepts(given)).toBe(!flip);
        expect(sdkAccepts(given, secrets[0])).toBe(!flip);
      }),
      // The package takes 0.1 s and more for each.
      { numRuns: 25 },
    );
  });

  it('covers the timestamp, in one spelling of the signature', () => {
    const request = signed(moUrl, received('A1', '+14155550101', '12345', 'Hi'), secrets[0], at);
    const withHeaders = (change: Record<string, string>) => ({
      ...request,
      headers: { ...request.headers, ...change },
    });
    expect(accepts(withHeaders({ [telnyxTimestampHeader]: '1780000001' }))).toBe(false);
    expect(accepts(withHeaders({ [telnyxTimestampHeader]: 'now' }))).toBe(false);
    const signature = request.headers[telnyxSignatureHeader]!;
    expect(accepts(withHeaders({ [telnyxSignatureHeader]: signature.replace(/=+$/, '') }))).toBe(false);
    expect(accepts(withHeaders({ [telnyxSignatureHeader]: ` ${signature}` }))).toBe(false);
  });

  it('fits no key that is none', () => {
    const request = signed(moUrl, received('A1', '+14155550101', '12345', 'Hi'), secrets[0], at);
    expect(accepts(request, ['not a key', '', secrets[0].slice(4)])).toBe(false);
    expect(accepts(request, ['not a key', secrets[0]])).toBe(true);
  });
});

describe("Telnyx's webhooks", () => {
  const read = (body: string) => telnyxCarrier.webhooks.mo(signed(moUrl, body, secrets[0], at), secrets, at);

  it('reads its captured MO', () => {
    expect(telnyxCarrier.webhooks.mo(capturedRequest(file('mo.txt')), secrets, at)).toMatchObject({
      ok: true,
      items: [
        {
          carrierMessageId: '84cca175-9755-4859-b67f-4730d7f58aa3',
          from: '+14155550101',
          to: '12345',
          text: 'Discount, please 🧶',
          encoding: 'ucs2',
          segments: 1,
          receivedAt: Date.UTC(2026, 4, 28, 20, 26, 39, 904),
          media: undefined,
        },
      ],
      answer: { status: 200 },
    });
  });

  it('reads its captured MMS, which has no words', () => {
    expect(telnyxCarrier.webhooks.mo(capturedRequest(file('mms.txt')), secrets, at)).toMatchObject({
      items: [{ text: '', media: ['https://media.telnyx.example/1/image.png'], encoding: undefined }],
    });
  });

  it.each([
    ['receipt-sent.txt', { status: 'sent', code: undefined }],
    ['receipt-failed.txt', { status: 'undelivered', code: 'LANDLINE', carrierCode: '40001' }],
  ])('reads its captured %s', (name, expected) => {
    const request = capturedRequest(file(name));
    expect(telnyxCarrier.webhooks.receipt(request, secrets, at)).toMatchObject({
      ok: true,
      items: [
        {
          carrierMessageId: '40385f64-5717-4562-b3fc-2c963f66afa6',
          reference: '0a4d2b1e-7c55-5f0e-9a51-3c8e1f6b7d20',
          to: '+14155550101',
          from: '12345',
          at: Date.UTC(2026, 4, 28, 20, 26, 40, 120),
          ...expected,
        },
      ],
    });
  });

  it('calls a validity that ran out expired', () => {
    const receipt = { id: 'carrier-9', mtId: suiteMt.mtId, from: '12345', to: '+14155550101' };
    for (const [status, word] of [
      ['sending_failed', 'expired'],
      ['delivery_failed', 'expired'],
      ['sent', 'sent'],
    ] as const) {
      const request = harness.signedReceipt({ ...receipt, status, code: '40005' }, secrets[0], at);
      expect(telnyxCarrier.webhooks.receipt(request, secrets, at)).toMatchObject({
        items: [{ status: word, code: 'EXPIRED' }],
      });
    }
  });

  it('refuses an event at the address of the other kind', () => {
    const wrong = { ok: false, refusal: { status: 400, code: 'FIELD_INVALID' } };
    expect(read(event('message.finalized', { id: 'A1' }))).toMatchObject(wrong);
    const mo = signed(moUrl, received('A1', '+14155550101', '12345', 'Hi'), secrets[0], at);
    expect(telnyxCarrier.webhooks.receipt(mo, secrets, at)).toMatchObject(wrong);
  });

  it.each([
    ['an id that is no string', received(7, '+14155550101', '12345', 'Hi')],
    ['a text that is no string', received('A1', '+14155550101', '12345', {})],
  ])('refuses %s', (_what, body) => {
    expect(read(body)).toMatchObject({ refusal: { code: 'FIELD_INVALID' } });
  });
});

describe("Telnyx's send API", () => {
  const carrier = localCarrier(harness);

  it("gets the request that Telnyx's own package makes", async () => {
    await carrier.send(answerWith(harness.accepted));
    // Its types leave out where it sends to.
    const theirs = new Telnyx('KEY-test') as Telnyx & {
      setHost(host: string, port: number, protocol: string): void;
    };
    const { hostname, port } = new URL(carrier.baseUrl);
    theirs.setHost(hostname, Number(port), 'http');
    await theirs.messages.create({
      from: suiteMt.from,
      to: suiteMt.to,
      text: suiteMt.text,
      type: 'SMS',
      webhook_url: suiteMt.callbackUrl,
      use_profile_webhooks: false,
    } as never);
    const [ours, sdks] = carrier.requests.map(({ method, path, headers, body }) => ({
      method,
      path,
      authorization: headers.authorization,
      body: JSON.parse(body) as unknown,
    }));
    expect(ours).toEqual(sdks);
  });

  it('names the messaging profile where the account has one', async () => {
    const account = { ...harness.account(carrier.baseUrl), settings: { messagingProfileId: 'profile-1' } };
    carrier.reply = answerWith(harness.accepted);
    const sender = telnyxCarrier.createSender(account);
    await sender.send(suiteMt);
    await sender.close();
    expect(JSON.parse(carrier.requests[0]!.body)).toMatchObject({ messaging_profile_id: 'profile-1' });
  });

  it.each([
    ['40300', 'OPTED_OUT_AT_CARRIER'],
    ['40310', 'INVALID_NUMBER'],
    ['40305', 'INVALID_SENDER'],
    ['40010', 'UNREGISTERED'],
    ['40318', 'QUEUE_FULL'],
    ['20100', 'ACCOUNT_SUSPENDED'],
  ])('means by %s %s, whatever the status', async (code, word) => {
    expect(telnyxErrors.get(code)).toBe(word);
    const outcome = await carrier.send(
      answerWith({ status: 422, body: JSON.stringify({ errors: [{ code: Number(code) }] }) }),
    );
    expect(outcome).toMatchObject({ code: word, carrierCode: code });
  });
});

function file(name: string): string {
  return join(__dirname, 'captured', name);
}

function captured(name: string): string {
  return readFileSync(file(name), 'utf8');
}
