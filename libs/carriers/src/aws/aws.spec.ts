import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  AccessDeniedExceptionReason,
  ConflictException,
  ConflictExceptionReason,
  EventType,
  PinpointSMSVoiceV2Client,
  SendTextMessageCommand,
  ServiceQuotaExceededExceptionReason,
  ValidationExceptionReason,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { carrierSuite, suiteMt, type CarrierHarness } from '../carrier.suite.js';
import type { SendOutcome } from '../carrier.port.js';
import type { WebhookRequest } from '../webhook.port.js';
import { awsCarrier } from './aws.carrier.js';
import { awsReceiptStatus } from './aws.statuses.js';
import { selfSigned } from './self-signed.builder.js';
import { signedHeaders } from './sigv4.js';
import { notification, signedSns, snsRequest, type SnsFields } from './sns.message.builder.js';

const topics = [
  'arn:aws:sns:us-east-1:123456789012:parley-texts',
  'arn:aws:sns:us-east-1:123456789012:parley-events',
] as const;
const { privateKey, certificate } = selfSigned('sns.amazonaws.com');
const { webhooks } = awsCarrier;

function signed(path: string, topic: string, message: string, nowMs: number): WebhookRequest {
  return snsRequest(path, signedSns(notification(topic, message, nowMs), privateKey));
}

function mo(fields: object): string {
  return JSON.stringify({
    messageKeyword: 'KEYWORD_123456789012',
    previousPublishedMessageId: 'wJalrXUtnFEMI',
    ...fields,
  });
}

const harness: CarrierHarness = {
  carrier: {
    ...awsCarrier,
    // As ingest does it: the certificate is at hand.
    webhooks: {
      mo: (request, secrets, nowMs) => webhooks.mo(request, secrets, nowMs, certificate),
      receipt: (request, secrets, nowMs) => webhooks.receipt(request, secrets, nowMs, certificate),
    },
  },
  // What is listed for AWS are topics; each topic's messages are believed, and no others.
  secrets: topics,
  proof: {
    covers: ['body'],
    toleranceSeconds: 24 * 3_600,
    encoding: 'base64',
    read: ({ body }) => (JSON.parse(body.toString('utf8')) as SnsFields).Signature ?? '',
    write(request, proof) {
      try {
        const fields = JSON.parse(request.body.toString('utf8')) as SnsFields;
        return { ...request, body: Buffer.from(JSON.stringify({ ...fields, Signature: proof })) };
      } catch {
        return request;
      }
    },
  },
  signedMo: ({ id, from, to, text }, topic, nowMs) =>
    signed(
      'mo',
      topic,
      mo({ inboundMessageId: id, originationNumber: from, destinationNumber: to, messageBody: text }),
      nowMs,
    ),
  signedReceipt: ({ id, mtId, from, to, status, code }, topic, nowMs) =>
    signed(
      'receipts',
      topic,
      JSON.stringify({
        eventType: status,
        eventVersion: '1.0',
        eventTimestamp: nowMs,
        isFinal: true,
        originationPhoneNumber: from,
        destinationPhoneNumber: to,
        messageId: id,
        messageStatus: code ?? status.replace('TEXT_', ''),
        context: { parleyMt: mtId },
      }),
      nowMs,
    ),
  signedBody: (body, topic, nowMs) => signed('mo', topic, body, nowMs),
  malformed: (topic, nowMs) => [
    ...['{"originationNumber": ', '', 'null', '[]', '7'].map((text) => signed('mo', topic, text, nowMs)),
    { ...signed('mo', topic, '{}', nowMs), body: Buffer.from('[]') },
    { ...signed('mo', topic, '{}', nowMs), body: Buffer.from('{"Type":"Notification"}') },
    snsRequest('mo', signedSns({ ...notification(topic, '{}', nowMs), Type: 'Other' }, privateKey)),
  ],
  incompleteMos: [
    mo({ originationNumber: '+14155550101', destinationNumber: '12345', messageBody: 'JOIN' }),
    mo({ inboundMessageId: 'm', destinationNumber: '12345', messageBody: 'JOIN' }),
    mo({ inboundMessageId: 'm', originationNumber: '+14155550101', messageBody: 'JOIN' }),
    mo({ inboundMessageId: 'm', originationNumber: '+14155550101', destinationNumber: '12345' }),
    mo({ inboundMessageId: '', originationNumber: 'a', destinationNumber: 'b', messageBody: 'JOIN' }),
  ],
  statuses: {
    TEXT_QUEUED: 'accepted',
    TEXT_PENDING: 'accepted',
    TEXT_SENT: 'sent',
    TEXT_SUCCESSFUL: 'sent',
    TEXT_DELIVERED: 'delivered',
    TEXT_CARRIER_BLOCKED: 'undelivered',
    TEXT_BLOCKED: 'undelivered',
    TEXT_CARRIER_UNREACHABLE: 'undelivered',
    TEXT_UNREACHABLE: 'undelivered',
    TEXT_SPAM: 'undelivered',
    TEXT_INVALID: 'rejected',
    TEXT_INVALID_MESSAGE: 'rejected',
    TEXT_PROTECT_BLOCKED: 'rejected',
    TEXT_TTL_EXPIRED: 'expired',
    TEXT_UNKNOWN: 'unknown',
    RCS_READ: 'delivered',
    RCS_FAILED: 'undelivered',
  },
  receiptCode: ['SPAM', 'FILTERED'],
  account: (baseUrl) => ({
    baseUrl,
    accountId: 'AKIDEXAMPLE',
    token: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
    settings: { region: 'us-east-1', configurationSet: 'parley' },
  }),
  expectSent({ path, headers, body }) {
    expect(path).toBe('/');
    expect(headers['x-amz-target']).toBe('PinpointSMSVoiceV2.SendTextMessage');
    expect(headers['content-type']).toBe('application/x-amz-json-1.0');
    expect(headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/us-east-1\/sms-voice\/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature=[0-9a-f]{64}$/,
    );
    expect(JSON.parse(body)).toEqual({
      DestinationPhoneNumber: suiteMt.to,
      OriginationIdentity: suiteMt.from,
      MessageBody: suiteMt.text,
      ConfigurationSetName: 'parley',
      MessageType: 'TRANSACTIONAL',
      TimeToLive: 600,
      Context: { parleyMt: suiteMt.mtId },
    });
  },
  accepted: {
    status: 200,
    body: captured('send-accepted.json'),
    carrierMessageId: '862a8790-60c0-4430-9b2b-658bdexample',
  },
  rejected: {
    status: 400,
    body: captured('send-rejected.json'),
    code: 'OPTED_OUT_AT_CARRIER',
    carrierCode: 'ConflictException/DESTINATION_PHONE_NUMBER_OPTED_OUT',
  },
  throttled: { status: 400, body: captured('send-throttled.json') },
};

carrierSuite('aws', harness);

describe("AWS's SDK, as the oracle of sends", () => {
  interface Got {
    headers: IncomingHttpHeaders;
    body: string;
  }
  const got: Got[] = [];
  let answer = { status: 200, body: captured('send-accepted.json') };
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      got.push({ headers: request.headers, body });
      response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' }).end(answer.body);
    });
  });
  let baseUrl: string;

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  beforeEach(() => {
    got.length = 0;
  });

  const account = () => {
    const given = harness.account(baseUrl);
    return {
      ...given,
      settings: { region: 'us-east-1', ...given.settings, sessionToken: 'FwoGZXIvYXdzEXAMPLE' },
    };
  };

  async function theirs(): Promise<unknown> {
    const { accountId, token, settings } = account();
    const client = new PinpointSMSVoiceV2Client({
      region: settings.region,
      endpoint: baseUrl,
      credentials: {
        accessKeyId: accountId!,
        secretAccessKey: token!,
        sessionToken: settings.sessionToken,
      },
      maxAttempts: 1,
    });
    const command = new SendTextMessageCommand({
      DestinationPhoneNumber: suiteMt.to,
      OriginationIdentity: suiteMt.from,
      MessageBody: suiteMt.text,
      ConfigurationSetName: 'parley',
      MessageType: 'TRANSACTIONAL',
      TimeToLive: 600,
      Context: { parleyMt: suiteMt.mtId },
    });
    try {
      return await client.send(command);
    } catch (error) {
      return error;
    } finally {
      client.destroy();
    }
  }

  async function ours(): Promise<SendOutcome> {
    const sender = awsCarrier.createSender(account());
    const outcome = await sender.send(suiteMt);
    await sender.close();
    return outcome;
  }

  it('sends the same request, and reads the same answer', async () => {
    answer = { status: 200, body: captured('send-accepted.json') };
    const { MessageId } = (await theirs()) as { MessageId: string };
    expect(await ours()).toEqual({ kind: 'submitted', carrierMessageId: MessageId });
    const [expected, actual] = got;
    expect(JSON.parse(actual!.body)).toEqual(JSON.parse(expected!.body));
    for (const header of ['content-type', 'x-amz-target', 'x-amz-security-token', 'host']) {
      expect(actual!.headers[header]).toBe(expected!.headers[header]);
    }
  });

  it('signs as we sign: its own request, signed by us, has its own signature', async () => {
    await theirs();
    const [{ headers, body }] = got as [Got];
    const named = /SignedHeaders=([^,]+)/.exec(headers.authorization!)![1]!.split(';');
    const ownAdditions = ['host', 'x-amz-date', 'x-amz-security-token'];
    const given = named.filter((name) => !ownAdditions.includes(name));
    const post = {
      region: 'us-east-1',
      service: 'sms-voice',
      host: headers.host!,
      path: '/',
      headers: Object.fromEntries(given.map((name) => [name, String(headers[name])])),
      body,
    };
    const { accountId, token, settings } = account();
    const credentials = {
      accessKeyId: accountId!,
      secretAccessKey: token!,
      sessionToken: settings.sessionToken,
    };
    const at = String(headers['x-amz-date']).replace(/(....)(..)(..)T(..)(..)(..)Z/, '$1-$2-$3T$4:$5:$6Z');
    const signedByUs = signedHeaders(post, credentials, Date.parse(at));
    expect(signedByUs[signedByUs.indexOf('authorization') + 1]).toBe(headers.authorization);
  });

  it('reads the same exception and reason out of a refusal', async () => {
    answer = { status: 400, body: captured('send-rejected.json') };
    const error = await theirs();
    expect(error).toBeInstanceOf(ConflictException);
    const { name, Reason } = error as ConflictException;
    expect(await ours()).toMatchObject({ kind: 'rejected', carrierCode: `${name}/${Reason}` });
  });

  it.each([
    ...Object.values(ConflictExceptionReason).map((reason) => ['ConflictException', reason]),
    ...Object.values(ValidationExceptionReason).map((reason) => ['ValidationException', reason]),
    ...Object.values(AccessDeniedExceptionReason).map((reason) => ['AccessDeniedException', reason]),
    ...Object.values(ServiceQuotaExceededExceptionReason).map((reason) => [
      'ServiceQuotaExceededException',
      reason,
    ]),
  ])('%s with %s has a meaning of ours', async (type, Reason) => {
    answer = { status: 400, body: JSON.stringify({ __type: `com.amazonaws.x#${type}`, Reason }) };
    const outcome = await ours();
    expect(outcome).toMatchObject({ carrierCode: `${type}/${Reason}` });
    expect(['rejected', 'failed']).toContain(outcome.kind);
  });

  it.each([
    ['ValidationException', 'INVALID_PARAMETER', 'DestinationPhoneNumber', 'INVALID_NUMBER'],
    ['ValidationException', 'FIELD_VALIDATION_FAILED', 'OriginationIdentity', 'INVALID_SENDER'],
    ['ValidationException', undefined, 'MessageBody', 'TEXT_INVALID'],
    ['ResourceNotFoundException', undefined, undefined, 'MISCONFIGURED'],
    ['UnrecognizedClientException', undefined, undefined, 'UNAUTHORISED'],
  ])('reads %s %s of the field %s as %s', async (__type, Reason, Name, code) => {
    answer = { status: 400, body: JSON.stringify({ __type, Reason, Fields: Name ? [{ Name }] : undefined }) };
    expect(await ours()).toMatchObject({ code });
  });

  it('has no event type for texts that we do not know', () => {
    for (const type of Object.values(EventType).filter((type) => /^(TEXT|RCS)_(?!ALL$)/.test(type))) {
      const unknown = type === 'TEXT_UNKNOWN';
      expect([type, awsReceiptStatus(type) === 'unknown']).toEqual([type, unknown]);
    }
  });
});

function captured(name: string): string {
  return readFileSync(join(__dirname, 'captured', name), 'utf8');
}
