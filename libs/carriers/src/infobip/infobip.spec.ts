import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AuthType, Infobip } from '@infobip-api/sdk';
import {
  capturedRequest,
  carrierSuite,
  headerProof,
  suiteMt,
  suiteReceiptUrl,
  webhookSuite,
  type CarrierHarness,
  type SuiteProof,
  type WebhookHarness,
} from '../carrier.suite.js';
import { answerWith, localCarrier } from '../suite/local-carrier.suite.js';
import type { WebhookRequest } from '../webhook.port.js';
import { infobipCarrier } from './infobip.carrier.js';
import { infobipErrors } from './infobip.errors.js';

const users = ['parley:new-password', 'parley:old-password'] as const;
const inAddress = ['5ec0de00a1b2c3d4', '01d5ec0de0a1b2c3'] as const;
const moUrl = 'https://parley.example/v1/carriers/infobip/mo';
const at = 1_780_000_000_500;

/** Writes a webhook with its proof. */
type Prove = (url: string, body: string, secret: string) => WebhookRequest;

const byUser: Prove = (url, body, secret) => {
  const authorization = `Basic ${Buffer.from(secret).toString('base64')}`;
  const headers = { 'content-type': 'application/json', authorization };
  return { method: 'POST', url, headers, body: Buffer.from(body, 'utf8') };
};

const byAddress: Prove = (url, body, secret) =>
  secretProof.write(
    { method: 'POST', url, headers: { 'content-type': 'application/json' }, body: Buffer.from(body) },
    secret || '0',
  );

/** The secret in the address; nothing else is covered by it. */
const secretProof: SuiteProof = {
  covers: [],
  encoding: 'hex',
  read: ({ url }) => new URLSearchParams(url.split('?')[1] ?? '').get('secret') ?? '',
  write(request, secret) {
    const [address = '', query] = request.url.split('?');
    const parameters = new URLSearchParams(query ?? '');
    parameters.delete('secret');
    if (secret !== undefined) parameters.set('secret', secret);
    return { ...request, url: `${address}?${parameters.toString()}` };
  },
};

const received = (change: object) => ({
  messageId: 'A1',
  from: '14155550101',
  to: '12345',
  text: 'JOIN me',
  cleanText: 'me',
  keyword: 'JOIN',
  ...change,
});
const batch = (...results: unknown[]) => JSON.stringify({ results, messageCount: results.length });

function harnessWith(prove: Prove, secrets: readonly [string, string], proof: SuiteProof): WebhookHarness {
  return {
    carrier: infobipCarrier,
    secrets,
    proof,
    signedMo: ({ id, from, to, text }, secret) =>
      prove(moUrl, batch(received({ messageId: id, from: from.slice(1), to, text })), secret),
    signedReceipt: ({ id, mtId, from, to, status, code }, secret) => {
      const [groupName] = status.split('_');
      const entry = {
        messageId: id,
        to: to.slice(1),
        from,
        status: { groupName, name: status },
        error: { groupId: 0, name: code ?? 'NO_ERROR' },
      };
      return prove(suiteReceiptUrl('infobip', mtId), batch(entry), secret);
    },
    signedBody: (body, secret) => prove(moUrl, body, secret),
    malformed: (secret) =>
      ['{"results": ', '', 'null', '[]', '7', '{}', '{"results":{}}'].map((body) =>
        prove(moUrl, body, secret),
      ),
    incompleteMos: [
      batch(received({ messageId: undefined })),
      batch(received({ from: undefined })),
      batch(received({ to: undefined })),
      batch(received({ text: undefined })),
      batch(received({ messageId: '' })),
    ],
    statuses: {
      PENDING: 'accepted',
      PENDING_ACCEPTED: 'accepted',
      PENDING_ENROUTE: 'sent',
      PENDING_WAITING_DELIVERY: 'sent',
      UNDELIVERABLE: 'undelivered',
      UNDELIVERABLE_REJECTED_OPERATOR: 'undelivered',
      UNDELIVERABLE_NOT_DELIVERED: 'undelivered',
      DELIVERED: 'delivered',
      DELIVERED_TO_HANDSET: 'delivered',
      DELIVERED_TO_OPERATOR: 'sent',
      EXPIRED: 'expired',
      EXPIRED_EXPIRED: 'expired',
      EXPIRED_DLR_UNKNOWN: 'unknown',
      REJECTED: 'rejected',
      REJECTED_NETWORK: 'rejected',
    },
    receiptCode: ['EC_ABSENT_SUBSCRIBER', 'UNREACHABLE'],
  };
}

const basicProof = headerProof('authorization', { covers: [], encoding: 'base64' }, 'Basic ');

const harness: CarrierHarness = {
  ...harnessWith(byUser, users, basicProof),
  account: (baseUrl) => ({ baseUrl, token: 'api-key' }),
  expectSent({ method, path, headers, body }) {
    expect([method, path]).toEqual(['POST', '/sms/3/messages']);
    expect(headers.authorization).toBe('App api-key');
    expect(JSON.parse(body)).toEqual({
      messages: [
        {
          sender: '12345',
          destinations: [{ to: '14155550101' }],
          content: { text: suiteMt.text },
          options: { validityPeriod: { amount: 600, timeUnit: 'SECONDS' } },
          webhooks: {
            delivery: { url: suiteMt.callbackUrl, intermediateReport: true },
            contentType: 'application/json',
            callbackData: suiteMt.mtId,
          },
        },
      ],
    });
  },
  accepted: {
    status: 200,
    body: captured('send-accepted.json'),
    carrierMessageId: '2250be2d4219-3af1-78856-aabe-1362af1edfd2',
  },
  rejected: {
    status: 200,
    body: captured('send-rejected.json'),
    code: 'OPTED_OUT_AT_CARRIER',
    carrierCode: 'REJECTED_DND',
  },
  throttled: { status: 429, body: captured('send-throttled.json') },
};

carrierSuite('infobip, with Basic auth', harness);
webhookSuite('infobip, with a secret in the address', harnessWith(byAddress, inAddress, secretProof));

describe("Infobip's webhooks", () => {
  const read = (...results: unknown[]) =>
    infobipCarrier.webhooks.mo(byUser(moUrl, batch(...results), users[0]), users, at);
  const readReceipts = (url: string, ...results: unknown[]) =>
    infobipCarrier.webhooks.receipt(byUser(url, batch(...results), users[0]), users, at);
  const receipt = { messageId: 'B1', to: '14155550101', status: { groupId: 3 } };
  const url = suiteReceiptUrl('infobip', suiteMt.mtId);

  it('reads its captured MO, many in one post, with their keywords', () => {
    expect(infobipCarrier.webhooks.mo(capturedRequest(file('mo.txt')), users, at)).toMatchObject({
      ok: true,
      items: [
        {
          carrierMessageId: '817790313235066447',
          from: '+14155550101',
          to: '12345',
          text: 'DISCOUNT, please 🧶',
          segments: 1,
          receivedAt: Date.UTC(2026, 4, 28, 20, 26, 39, 120),
        },
        { carrierMessageId: '817790313235066448', from: '+447700900123', text: 'Stop', segments: 2 },
      ],
      skipped: [],
    });
  });

  it('reads its captured receipts, each by its own callback data', () => {
    const request = capturedRequest(file('receipts.txt'));
    expect(infobipCarrier.webhooks.receipt(request, inAddress, at)).toMatchObject({
      items: [
        {
          carrierMessageId: '2250be2d4219-3af1-78856-aabe-1362af1edfd2',
          reference: '0a4d2b1e-7c55-5f0e-9a51-3c8e1f6b7d20',
          to: '+14155550101',
          from: '12345',
          status: 'delivered',
          code: undefined,
          at: Date.UTC(2026, 4, 28, 20, 26, 40, 120),
        },
        {
          reference: '0a4d2b1e-7c55-5f0e-9a51-3c8e1f6b7d21',
          status: 'undelivered',
          code: 'UNREACHABLE',
          carrierCode: 'EC_ABSENT_SUBSCRIBER',
        },
        { status: 'rejected', code: 'INVALID_NUMBER', carrierCode: 'REJECTED_PREFIX_MISSING' },
      ],
    });
  });

  it('keeps the good entries of a post when others are bad, and says which', () => {
    expect(read(received({}), 7, received({ from: null }), received({ text: 5 }))).toMatchObject({
      ok: true,
      items: [{ carrierMessageId: 'A1' }],
      skipped: [
        { code: 'FIELD_INVALID', message: 'Entry 1: It must be an object.' },
        { code: 'FIELD_MISSING' },
        { code: 'FIELD_INVALID' },
      ],
    });
  });

  it('takes our id from the address only where a receipt comes alone', () => {
    expect(readReceipts(url, receipt)).toMatchObject({ items: [{ reference: suiteMt.mtId }] });
    const two = readReceipts(url, receipt, { ...receipt, messageId: 'B2' });
    expect(two.ok && two.items.map(({ reference }) => reference)).toEqual([undefined, undefined]);
  });

  it('knows a group by its number where its name is missing, and none at all as unknown', () => {
    expect(readReceipts(url, receipt)).toMatchObject({ items: [{ status: 'delivered' }] });
    const statusOf = (status: unknown) => readReceipts(url, { ...receipt, status });
    expect(statusOf({ groupId: 9 })).toMatchObject({ items: [{ status: 'unknown' }] });
    expect(statusOf('DELIVERED')).toMatchObject({ items: [{ status: 'unknown' }] });
    expect(statusOf(null)).toMatchObject({ refusal: { code: 'FIELD_MISSING' } });
  });

  it('takes a user before a secret in the address, and neither for the other', () => {
    const both = byAddress(moUrl, batch(received({})), users[0]);
    expect(infobipCarrier.webhooks.mo(both, users, at).ok).toBe(true);
    const wrongUser = { ...both, headers: { ...both.headers, authorization: 'Basic eDp5' } };
    expect(infobipCarrier.webhooks.mo(wrongUser, users, at)).toMatchObject({
      refusal: { code: 'SIGNATURE_INVALID' },
    });
  });
});

describe("Infobip's send API", () => {
  const carrier = localCarrier(harness);

  it("authenticates as Infobip's own package does", async () => {
    await carrier.send(answerWith(harness.accepted));
    const theirs = new Infobip({ baseUrl: carrier.baseUrl, apiKey: 'api-key', authType: AuthType.ApiKey });
    const { sms } = theirs.channels as { sms: { send(message: object): Promise<unknown> } };
    await sms.send({
      messages: [{ destinations: [{ to: '14155550101' }], from: '12345', text: suiteMt.text }],
    });
    const [ours, sdks] = carrier.requests;
    expect(sdks?.path).toBe('/sms/2/text/advanced');
    expect(ours?.headers.authorization).toBe(sdks?.headers.authorization);
    expect(ours?.headers['content-type']).toBe(sdks?.headers['content-type']);
  });

  it('puts the secret into the receipt address where the account has one', async () => {
    const account = { ...harness.account(carrier.baseUrl), settings: { webhookSecret: 'a&b' } };
    carrier.reply = answerWith(harness.accepted);
    const sender = infobipCarrier.createSender(account);
    await sender.send(suiteMt);
    await sender.close();
    const { messages } = JSON.parse(carrier.requests[0]!.body) as {
      messages: { webhooks: { delivery: { url: string } } }[];
    };
    const url = messages[0]!.webhooks.delivery.url;
    expect(url).toBe(`${suiteMt.callbackUrl}&secret=a%26b`);
    const receipt = batch({ messageId: 'B1', to: '14155550101', status: { groupName: 'DELIVERED' } });
    const request = { method: 'POST', url, headers: {}, body: Buffer.from(receipt) };
    expect(infobipCarrier.webhooks.receipt(request, ['a&b'], at)).toMatchObject({
      items: [{ reference: suiteMt.mtId, status: 'delivered' }],
    });
  });

  it.each([
    ['REJECTED_NOT_ENOUGH_CREDITS', 'REJECTED', { kind: 'failed', code: 'ACCOUNT_SUSPENDED' }],
    ['REJECTED_SYSTEM_ERROR', 'REJECTED', { kind: 'failed', code: 'CARRIER_DOWN' }],
    ['REJECTED_FLOODING_FILTER', 'REJECTED', { kind: 'rejected', code: 'FILTERED' }],
    ['REJECTED_SOURCE', 'REJECTED', { kind: 'rejected', code: 'INVALID_SENDER' }],
    ['REJECTED_BY_THE_MOON', 'REJECTED', { kind: 'rejected', code: 'REFUSED' }],
    ['UNDELIVERABLE_NOT_DELIVERED', 'UNDELIVERABLE', { kind: 'rejected', code: 'UNKNOWN_ERROR' }],
    ['DELIVERED_TO_OPERATOR', 'DELIVERED', { kind: 'submitted' }],
    ['PENDING_WAITING_DELIVERY', 'PENDING', { kind: 'submitted' }],
  ])('means by a 200 with %s what it says', async (name, groupName, expected) => {
    const body = JSON.stringify({ messages: [{ messageId: 'M1', status: { groupName, name } }] });
    expect(await carrier.send(answerWith({ status: 200, body }))).toMatchObject(expected);
  });

  it.each([
    [undefined, undefined],
    [0.5, 1],
    [99 * 3_600, 48 * 3_600],
  ])('keeps a text that is good for %s s for %s s', async (validitySeconds, amount) => {
    await carrier.send(answerWith(harness.accepted), { ...suiteMt, validitySeconds });
    const { messages } = JSON.parse(carrier.requests[0]!.body) as {
      messages: { options?: { validityPeriod: { amount: number } } }[];
    };
    expect(messages[0]!.options?.validityPeriod.amount).toBe(amount);
  });

  it('has no public address, so the account names it', () => {
    expect(() => infobipCarrier.createSender({ token: 't' })).toThrow(/lacks "baseUrl"/);
    expect(infobipErrors.get('TOO_MANY_REQUESTS')).toBe('THROTTLED');
  });
});

function file(name: string): string {
  return join(__dirname, 'captured', name);
}

function captured(name: string): string {
  return readFileSync(file(name), 'utf8');
}
