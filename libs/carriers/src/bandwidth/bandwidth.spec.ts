import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Configuration, InboundCallbackTypeEnum, MessagesApi, StatusCallbackTypeEnum } from 'bandwidth-sdk';
import { basicAuthorization } from '../basic-auth.js';
import {
  capturedRequest,
  carrierSuite,
  headerProof,
  suiteMt,
  suiteReceiptUrl,
  type CarrierHarness,
} from '../carrier.suite.js';
import type { WebhookRequest } from '../webhook.port.js';
import { bandwidthCarrier } from './bandwidth.carrier.js';

const secrets = ['bw-user:callback-new', 'bw-user:callback-old'] as const;
const moUrl = 'https://parley.example/v1/carriers/bandwidth/mo';
const receiptsUrl = 'https://parley.example/v1/carriers/bandwidth/receipts';
const applicationId = '93de2206-9669-4e07-948d-329f4b722ee2';

function withCredentials(url: string, body: string, credentials: string): WebhookRequest {
  const headers = { 'content-type': 'application/json', authorization: basicAuthorization(credentials) };
  return { method: 'POST', url, headers, body: Buffer.from(body, 'utf8') };
}

function inbound(message: object, to: string | undefined = '12345'): string {
  return JSON.stringify([
    { type: 'message-received', time: '2026-11-20T15:00:00Z', description: '', to, message },
  ]);
}

const harness: CarrierHarness = {
  carrier: bandwidthCarrier,
  secrets,
  // Bandwidth signs nothing: the credentials prove who calls, not what is said.
  proof: headerProof('authorization', { covers: [], encoding: 'base64' }, 'Basic '),
  signedMo: ({ id, from, to, text }, secret) =>
    withCredentials(moUrl, inbound({ id, from, to: [to], text, owner: to, direction: 'in' }, to), secret),
  signedReceipt: ({ id, mtId, from, to, status, code }, secret) =>
    withCredentials(
      receiptsUrl,
      JSON.stringify([
        {
          type: status,
          time: '2026-11-20T15:00:02Z',
          to,
          description: '',
          errorCode: code !== undefined && /^\d{1,5}$/.test(code) ? Number(code) : code,
          message: { id, owner: from, from, to: [to], direction: 'out', applicationId, tag: mtId },
        },
      ]),
      secret,
    ),
  signedBody: (body, secret) => withCredentials(moUrl, body, secret),
  malformed: (secret) =>
    ['[{"type": ', '', 'null', '{}', '7', '"mo"'].map((body) => withCredentials(moUrl, body, secret)),
  incompleteMos: [
    inbound({ id: 'mo-1', from: '+14155550101', text: 'JOIN' }).replace(',"to":"12345"', ''),
    inbound({ from: '+14155550101', text: 'JOIN' }),
    inbound({ id: 'mo-1', text: 'JOIN' }),
    inbound({ id: 'mo-1', from: '+14155550101' }),
    inbound({ id: '', from: '+14155550101', text: 'JOIN' }),
    '[{"type":"message-received","to":"12345"}]',
    '[{"to":"12345","message":{}}]',
  ],
  statuses: {
    'message-sending': 'accepted',
    'message-sent': 'sent',
    'message-delivered': 'delivered',
    'message-read': 'delivered',
    'message-failed': 'undelivered',
  },
  receiptCode: ['4750', 'FILTERED'],
  account: (baseUrl) => ({
    baseUrl,
    accountId: '9900000',
    token: 'api-password',
    settings: { username: 'api-user', applicationId },
  }),
  expectSent({ path, headers, body }) {
    expect(path).toBe('/api/v2/users/9900000/messages');
    expect(headers.authorization).toBe(basicAuthorization('api-user:api-password'));
    expect(headers['content-type']).toBe('application/json');
    const { expiration, ...rest } = JSON.parse(body) as Record<string, unknown>;
    expect(rest).toEqual({
      applicationId,
      to: [suiteMt.to],
      from: suiteMt.from,
      text: suiteMt.text,
      tag: suiteMt.mtId,
    });
    expect(new Date(expiration as string).toISOString()).toBe(expiration);
    expect(Date.parse(expiration as string)).toBeGreaterThan(Date.now());
    expect(Date.parse(expiration as string)).toBeLessThanOrEqual(Date.now() + 600_000);
  },
  accepted: {
    status: 202,
    body: captured('send-accepted.json'),
    carrierMessageId: '1589228074636lm4k2je7j7jklbn2',
  },
  rejected: {
    status: 400,
    body: captured('send-rejected.json'),
    code: 'INVALID_NUMBER',
    carrierCode: 'request-validation/to',
  },
  throttled: { status: 429, body: captured('send-throttled.json') },
};

carrierSuite('bandwidth', harness);

describe("Bandwidth's webhooks", () => {
  const mo = (request: WebhookRequest) => bandwidthCarrier.webhooks.mo(request, secrets, 0);
  const receipt = (request: WebhookRequest) => bandwidthCarrier.webhooks.receipt(request, secrets, 0);

  it('reads its captured MO', () => {
    expect(mo(capturedRequest(file('mo.txt')))).toMatchObject({
      ok: true,
      items: [
        {
          carrierMessageId: '14762070468292kw2fuqty55yp2b2',
          from: '+14155550101',
          to: '+14155550100',
          text: 'Discount, please 🧶',
          receivedAt: Date.UTC(2026, 10, 20, 15),
          segments: 1,
        },
      ],
      answer: { status: 204 },
    });
  });

  it('reads its captured MMS of a group, for the number whose copy it is', () => {
    expect(mo(capturedRequest(file('mms.txt')))).toMatchObject({
      items: [{ to: '+14155550100', text: '', media: [expect.stringContaining('/0/scarf.png')] }],
    });
  });

  it('reads its captured receipts, with our id in the tag', () => {
    expect(receipt(capturedRequest(file('receipts.txt')))).toMatchObject({
      items: [
        { reference: suiteMt.mtId, status: 'delivered', at: Date.UTC(2026, 10, 20, 15, 0, 2, 500) },
        { status: 'undelivered', code: 'INVALID_SENDER', carrierCode: '4405', to: '+14155550102' },
      ],
    });
  });

  it('finds our id in the address where an application has one of its own for a text', () => {
    const { mtId, from, to } = suiteMt;
    const given = { id: 'c', mtId, from, to, status: 'message-sent' };
    const untagged = harness.signedReceipt(given, secrets[0], 0);
    const body = Buffer.from(untagged.body.toString('utf8').replace(`,"tag":"${mtId}"`, ''));
    const url = suiteReceiptUrl('bandwidth', mtId);
    expect(receipt({ ...untagged, url, body })).toMatchObject({ items: [{ reference: mtId }] });
  });

  it('calls a validity that ran out expired, and a missing receipt of the network unknown', () => {
    const failed = (code: string) =>
      receipt(
        harness.signedReceipt(
          { id: 'c', mtId: suiteMt.mtId, from: 'a', to: 'b', status: 'message-failed', code },
          secrets[0],
          0,
        ),
      );
    expect(failed('4360')).toMatchObject({ items: [{ status: 'expired', code: 'EXPIRED' }] });
    expect(failed('9902')).toMatchObject({ items: [{ status: 'unknown', code: 'UNKNOWN_ERROR' }] });
  });

  it('keeps MOs and receipts apart: one at the other’s address is refused with what to set', () => {
    const atMo = { ...capturedRequest(file('receipts.txt')), url: moUrl };
    expect(mo(atMo)).toMatchObject({ refusal: { code: 'FIELD_INVALID' } });
    const atReceipts = { ...capturedRequest(file('mo.txt')), url: receiptsUrl };
    expect(receipt(atReceipts)).toMatchObject({ refusal: { code: 'FIELD_INVALID' } });
  });

  it('keeps the good entries of a list when one is bad', () => {
    const good = JSON.parse(inbound({ id: 'm', from: 'a', text: 'b' })) as unknown[];
    const body = JSON.stringify([7, ...good, { type: 'message-received', to: '1', message: { refusal: 1 } }]);
    expect(mo(withCredentials(moUrl, body, secrets[0]))).toMatchObject({
      items: [{ carrierMessageId: 'm' }],
      skipped: [
        { message: 'Entry 0: It must be an object.' },
        { message: 'Entry 2: The field "id" is missing or empty.' },
      ],
    });
  });

  it("knows every type of callback that Bandwidth's own package knows for texts", () => {
    for (const type of Object.values(StatusCallbackTypeEnum)) expect(harness.statuses).toHaveProperty(type);
    expect(Object.values(InboundCallbackTypeEnum)).toContain('message-received');
  });
});

it("sends what Bandwidth's own package sends", async () => {
  const requests: { path?: string; authorization?: string; body: Record<string, unknown> }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const { authorization } = request.headers;
      requests.push({
        path: request.url,
        authorization,
        body: JSON.parse(body) as Record<string, unknown>,
      });
      response.writeHead(202, { 'content-type': 'application/json' }).end(captured('send-accepted.json'));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // An index that no server of theirs has: the given address is taken.
  const configuration = new Configuration({ username: 'api-user', password: 'api-password', serverIndex: 9 });
  const theirs = new MessagesApi(configuration, `${baseUrl}/api/v2`);
  const { to, from, text, mtId } = suiteMt;
  await theirs.createMessage('9900000', {
    applicationId,
    to: new Set([to]),
    from,
    text,
    tag: mtId,
    expiration: '2026-11-20T15:10:00.000Z',
  });
  const ours = bandwidthCarrier.createSender(harness.account(baseUrl));
  await ours.send(suiteMt);
  await ours.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  const [expected, got] = requests;
  expect({ ...got, body: { ...got?.body, expiration: expected?.body.expiration } }).toEqual(expected);
});

function file(name: string): string {
  return join(__dirname, 'captured', name);
}

function captured(name: string): string {
  return readFileSync(file(name), 'utf8');
}
