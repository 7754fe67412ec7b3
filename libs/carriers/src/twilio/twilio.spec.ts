import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { getExpectedBodyHash, getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import {
  capturedRequest,
  carrierSuite,
  headerProof,
  suiteMt,
  suiteReceiptUrl,
  type CarrierHarness,
} from '../carrier.suite.js';
import type { WebhookRequest } from '../webhook.port.js';
import { twilioCarrier } from './twilio.carrier.js';
import { twilioSignature, twilioSignatureHeader } from './twilio.signature.js';

const secrets = ['token-new', 'token-old'] as const;
const accountSid = 'AC00000000000000000000000000000001';
const moUrl = 'https://parley.example/v1/carriers/twilio/mo';

/** Signed by Twilio's own package, so that we accept what Twilio sends and not what we think it sends. */
function signed(url: string, body: string, secret: string): WebhookRequest {
  const params: Record<string, string | string[]> = {};
  for (const [name, value] of new URLSearchParams(body)) {
    const before = params[name];
    params[name] = before === undefined ? value : [before, value].flat();
  }
  const signature = getExpectedTwilioSignature(secret, url, params);
  const headers = {
    'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
    [twilioSignatureHeader]: signature,
  };
  return { method: 'POST', url, headers, body: Buffer.from(body, 'utf8') };
}

function form(fields: Record<string, string | undefined>): string {
  return new URLSearchParams(
    Object.entries(fields).filter((field): field is [string, string] => field[1] !== undefined),
  ).toString();
}

function signedJson(url: string, body: string, secret: string): WebhookRequest {
  const full = `${url}?bodySHA256=${getExpectedBodyHash(body)}`;
  const signature = getExpectedTwilioSignature(secret, full, {});
  const headers = { 'content-type': 'application/json', [twilioSignatureHeader]: signature };
  return { method: 'POST', url: full, headers, body: Buffer.from(body, 'utf8') };
}

const harness: CarrierHarness = {
  carrier: twilioCarrier,
  secrets,
  proof: headerProof(twilioSignatureHeader, { covers: ['url', 'body'], encoding: 'base64' }),
  signedMo: ({ id, from, to, text }, secret) =>
    signed(
      moUrl,
      form({ MessageSid: id, AccountSid: accountSid, From: from, To: to, Body: text, NumMedia: '0' }),
      secret || 'x',
    ),
  signedReceipt: ({ id, mtId, from, to, status, code }, secret) =>
    signed(
      suiteReceiptUrl('twilio', mtId),
      form({ MessageSid: id, MessageStatus: status, From: from, To: to, ErrorCode: code }),
      secret,
    ),
  signedBody: (body, secret) =>
    body.startsWith('{') ? signedJson(moUrl, body, secret) : signed(moUrl, body, secret),
  malformed: (secret) => {
    const json = ['{"MessageSid": ', '', 'null', '[]', '7'].map((body) => signedJson(moUrl, body, secret));
    const form = signed(moUrl, 'MessageSid=SM1&From=a&To=b&Body=c', secret);
    const plain = { ...form, headers: { ...form.headers, 'content-type': 'text/plain' } };
    return [...json, plain, { ...plain, headers: { ...plain.headers, 'content-type': undefined } }];
  },
  incompleteMos: [
    'From=%2B14155550101&To=12345&Body=JOIN',
    'MessageSid=SM1&To=12345&Body=JOIN',
    'MessageSid=SM1&From=%2B14155550101&Body=JOIN',
    'MessageSid=SM1&From=%2B14155550101&To=12345',
    'MessageSid=&From=%2B14155550101&To=12345&Body=JOIN',
  ],
  statuses: {
    accepted: 'accepted',
    scheduled: 'accepted',
    queued: 'accepted',
    sending: 'accepted',
    sent: 'sent',
    delivered: 'delivered',
    read: 'delivered',
    undelivered: 'undelivered',
    partially_delivered: 'undelivered',
    failed: 'rejected',
    canceled: 'rejected',
  },
  receiptCode: ['30003', 'UNREACHABLE'],
  account: (baseUrl) => ({ baseUrl, accountId: accountSid, token: 'auth-token' }),
  expectSent({ path, headers, body }) {
    expect(path).toBe(`/2010-04-01/Accounts/${accountSid}/Messages.json`);
    expect(headers.authorization).toBe(`Basic ${Buffer.from(`${accountSid}:auth-token`).toString('base64')}`);
    expect(headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
      To: suiteMt.to,
      From: suiteMt.from,
      Body: suiteMt.text,
      StatusCallback: suiteMt.callbackUrl,
      ValidityPeriod: '600',
    });
  },
  accepted: {
    status: 201,
    body: captured('send-accepted.json'),
    carrierMessageId: 'SM0000000000000000000000000000a1b2',
  },
  rejected: {
    status: 400,
    body: captured('send-rejected.json'),
    code: 'OPTED_OUT_AT_CARRIER',
    carrierCode: '21610',
  },
  throttled: { status: 429, body: captured('send-throttled.json') },
};

carrierSuite('twilio', harness);

describe("Twilio's signature", () => {
  const url = 'https://mycompany.com/myapp.php?foo=1&bar=2';
  const call = { CallSid: 'CA1234567890ABCDE', Digits: '1234', To: '+18005551212' };

  it.each([
    ['+14158675309', 'RSOYDt4T1cUTdK1PDd93/VVr8B8='],
    ['+12349013030', '0/KCTR6DLpKmkAf8muzZqo1nDgQ='],
  ])('is the published one for %s', (number, expected) => {
    const fields = Object.entries({ ...call, From: number, Caller: number });
    expect(twilioSignature('12345', url, fields)).toBe(expected);
  });

  it("is what Twilio's own package signs, for any fields, names repeated or not", () => {
    const name = fc.oneof(fc.constantFrom('A', 'a', 'B', 'MediaUrl0', 'é', '😀', '￿'), fc.string());
    fc.assert(
      fc.property(
        fc.dictionary(name, fc.array(fc.string(), { minLength: 1, maxLength: 3 })),
        fc.string(),
        (dict, token) => {
          const fields = Object.entries(dict).flatMap(([key, values]) =>
            values.map((value) => [key, value] as const),
          );
          expect(twilioSignature(token, url, fields)).toBe(getExpectedTwilioSignature(token, url, dict));
        },
      ),
    );
  });

  it("accepts the URL with and without its scheme's port, as Twilio signs both", () => {
    const body = form({ MessageSid: 'SM1', From: 'a', To: 'b', Body: 'c' });
    const withPort = moUrl.replace('.example/', '.example:443/');
    const otherPort = moUrl.replace('.example/', '.example:8443/');
    const accepts = (signedUrl: string, calledUrl: string) =>
      twilioCarrier.webhooks.mo({ ...signed(signedUrl, body, secrets[0]), url: calledUrl }, secrets, 0).ok;
    expect(accepts(withPort, moUrl)).toBe(true);
    expect(accepts(moUrl, withPort)).toBe(true);
    expect(accepts(moUrl, otherPort)).toBe(true);
    expect(accepts(otherPort, moUrl)).toBe(false);
    expect(accepts(moUrl.replace('https', 'http'), moUrl)).toBe(false);
  });
});

describe("Twilio's webhooks", () => {
  const read = (request: WebhookRequest) => twilioCarrier.webhooks.mo(request, secrets, 0);

  it('reads its captured MO and answers with empty TwiML', () => {
    const parsed = read(capturedRequest(file('mo.txt')));
    expect(parsed).toMatchObject({
      ok: true,
      items: [
        {
          carrierMessageId: 'SM0000000000000000000000000000c0de',
          from: '+14155550101',
          to: '12345',
          text: 'Discount, please 🧶',
          segments: 1,
          media: undefined,
        },
      ],
      answer: { status: 200, headers: { 'content-type': 'text/xml' }, body: '<Response/>' },
    });
  });

  it('reads its captured MMS', () => {
    expect(read(capturedRequest(file('mms.txt')))).toMatchObject({
      items: [
        {
          text: '',
          media: [
            'https://api.twilio.example/2010-04-01/Media/ME01',
            'https://api.twilio.example/2010-04-01/Media/ME02',
          ],
        },
      ],
    });
  });

  it('reads its captured status callback', () => {
    const request = capturedRequest(file('receipt.txt'));
    expect(twilioCarrier.webhooks.receipt(request, secrets, 0)).toMatchObject({
      ok: true,
      items: [
        {
          carrierMessageId: 'SM0000000000000000000000000000a1b2',
          reference: '0a4d2b1e-7c55-5f0e-9a51-3c8e1f6b7d20',
          status: 'undelivered',
          code: 'UNREACHABLE',
          carrierCode: '30003',
        },
      ],
      answer: { status: 204 },
    });
  });

  it('reads a JSON body whose hash stands in the signed URL, and refuses any other body there', () => {
    const request = signedJson(moUrl, '{"MessageSid":"SM1","From":"a","To":"b","Body":"c"}', secrets[1]);
    expect(read(request)).toMatchObject({ ok: true, items: [{ carrierMessageId: 'SM1', text: 'c' }] });
    const other = { ...request, body: Buffer.from('{"MessageSid":"SM2","From":"a","To":"b","Body":"c"}') };
    expect(read(other)).toMatchObject({ refusal: { code: 'SIGNATURE_INVALID' } });
  });

  it('refuses a JSON body that nothing vouches for', () => {
    const request = signedJson(moUrl, '{}', secrets[0]);
    const bare = {
      ...request,
      url: moUrl,
      headers: { ...request.headers, [twilioSignatureHeader]: twilioSignature(secrets[0], moUrl, []) },
    };
    expect(read(bare)).toMatchObject({ refusal: { code: 'SIGNATURE_MISSING' } });
  });

  it('calls a validity that ran out expired', () => {
    const url = suiteReceiptUrl('twilio', suiteMt.mtId);
    const request = signed(
      url,
      form({ MessageSid: 'SM1', MessageStatus: 'failed', ErrorCode: '30036' }),
      secrets[0],
    );
    expect(twilioCarrier.webhooks.receipt(request, secrets, 0)).toMatchObject({
      items: [{ status: 'expired', code: 'EXPIRED' }],
    });
  });
});

function file(name: string): string {
  return join(__dirname, 'captured', name);
}

function captured(name: string): string {
  return readFileSync(file(name), 'utf8');
}
