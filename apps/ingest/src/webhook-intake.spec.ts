import { generateKeyPairSync, sign } from 'node:crypto';
import { ConfigDirectory, ConversationIds, type OutgoingRecord } from '@parley/messaging';
import { senderConfigured } from '@parley/contracts';
import type { WebhookRequest } from '@parley/carriers';
import { AccountLimits } from './account-limits.js';
import { CarrierDocuments } from './carrier-documents.js';
import type { DurablePublisher } from './durable-publisher.js';
import { EventSeal } from './event-seal.js';
import { moIntake } from './intake-kind.js';
import type { JoinParts } from './join-parts.js';
import type { RefusalLog } from './refusal-log.js';
import { WebhookIntake } from './webhook-intake.js';

const NOW = Date.UTC(2026, 10, 20, 15);
const TOPIC = 'arn:aws:sns:us-east-1:123456789012:parley-texts';
const SNS = 'https://sns.us-east-1.amazonaws.com';
const CERTIFICATE = `${SNS}/SimpleNotificationService-0123456789abcdef.pem`;
const CONFIRM = `${SNS}/?Action=ConfirmSubscription&TopicArn=${TOPIC}&Token=abc`;
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ORDER = ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'];

/** A message of SNS's, as it signs one. */
function sns(fields: Record<string, string>): WebhookRequest {
  const all: Record<string, string> = {
    MessageId: 'm',
    TopicArn: TOPIC,
    Timestamp: new Date(NOW).toISOString(),
    ...fields,
  };
  const signed = ORDER.filter((name) => name in all).map((name) => `${name}\n${all[name]}\n`);
  const Signature = sign('RSA-SHA256', Buffer.from(signed.join('')), privateKey).toString('base64');
  const body = JSON.stringify({ ...all, Signature, SignatureVersion: '2', SigningCertURL: CERTIFICATE });
  return { method: 'POST', url: 'https://parley.example/mo', headers: {}, body: Buffer.from(body) };
}

function intake(answerOf: (url: string) => Response, accountTexts: ReadonlyMap<string, number> = new Map()) {
  const calls: string[] = [];
  const published: OutgoingRecord[] = [];
  const refused: string[] = [];
  const documents = new CarrierDocuments(async (url) => {
    calls.push(url);
    return answerOf(url);
  });
  const directory = new ConfigDirectory();
  const sender = { ...senderConfigured.example, sender: '12345', carrier: 'aws' };
  directory.apply(senderConfigured.topic, '12345', sender);
  const publisher = {
    publish: async (records: readonly OutgoingRecord[]) => void published.push(...records),
  };
  const refusals = {
    request: (_carrier: string, _route: string, { code }: { code: string }) => refused.push(code),
  };
  const settings = {
    publicUrl: 'https://parley.example',
    secrets: new Map([['aws', [TOPIC]]]),
    traceRatio: 0,
    partsWaitMs: 0,
    partsKeepMs: 0,
    refusalsPerMinute: 0,
    accountTexts,
  };
  const subject = new WebhookIntake(
    settings,
    directory,
    new EventSeal(settings, new ConversationIds('a pepper for the tests')),
    // AWS puts texts together itself.
    undefined as unknown as JoinParts,
    publisher as unknown as DurablePublisher,
    { now: () => NOW },
    refusals as unknown as RefusalLog,
    documents,
    new AccountLimits({ accountTexts }, { limited: (_carrier, code) => void refused.push(code) }, () => NOW),
  );
  return {
    calls,
    published,
    refused,
    accept: (request: WebhookRequest) => subject.accept(moIntake, 'aws', request),
  };
}

const pem = () => new Response(publicKey.export({ type: 'spki', format: 'pem' }));
const text = JSON.stringify({
  inboundMessageId: 'cae173d2',
  originationNumber: '+14155550101',
  destinationNumber: '12345',
  messageBody: 'JOIN',
});

describe('a carrier whose check needs a document', () => {
  it('is asked for it once, and believed by it', async () => {
    const { calls, published, accept } = intake(pem);
    expect(await accept(sns({ Type: 'Notification', Message: text }))).toMatchObject({ ok: true });
    expect(await accept(sns({ Type: 'Notification', Message: text }))).toMatchObject({ ok: true });
    expect(published).toHaveLength(2);
    expect(calls).toEqual([CERTIFICATE]);
  });

  it('is asked to send again while it cannot be had', async () => {
    const { published, refused, accept } = intake(() => new Response('', { status: 500 }));
    expect(await accept(sns({ Type: 'Notification', Message: text }))).toMatchObject({
      ok: false,
      refusal: { status: 503, code: 'DOCUMENT_UNAVAILABLE' },
    });
    expect([published, refused]).toEqual([[], ['DOCUMENT_UNAVAILABLE']]);
  });

  it('calls nothing for a message of somebody else’s topic', async () => {
    const { calls, accept } = intake(pem);
    const foreign = sns({ Type: 'Notification', Message: text, TopicArn: `${TOPIC}-2` });
    expect(await accept(foreign)).toMatchObject({ refusal: { code: 'SIGNATURE_INVALID' } });
    expect(calls).toEqual([]);
  });
});

describe('a carrier with a ceiling', () => {
  it('is told to send again what is above it, and then is taken', async () => {
    const { published, refused, accept } = intake(pem, new Map([['aws', 2]]));
    for (const ok of [true, true, false]) {
      expect(await accept(sns({ Type: 'Notification', Message: text }))).toMatchObject({ ok, proven: true });
    }
    expect(await accept(sns({ Type: 'Notification', Message: text }))).toMatchObject({
      refusal: { status: 429, code: 'ACCOUNT_LIMITED', retryAfterMs: 500 },
    });
    expect([published.length, refused]).toEqual([2, ['ACCOUNT_LIMITED', 'ACCOUNT_LIMITED']]);
  });

  it('is not counted for what somebody else sends in its name', async () => {
    const { accept } = intake(pem, new Map([['aws', 1]]));
    const foreign = sns({ Type: 'Notification', Message: text, TopicArn: `${TOPIC}-2` });
    expect(await accept(foreign)).toMatchObject({ ok: false, proven: false });
    expect(await accept(sns({ Type: 'Notification', Message: text }))).toMatchObject({ ok: true });
  });
});

describe('a subscription that asks to be confirmed', () => {
  const asked = sns({ Type: 'SubscriptionConfirmation', Message: 'm', Token: 'abc', SubscribeURL: CONFIRM });

  it('is confirmed before it is answered', async () => {
    const { calls, accept } = intake((url) => (url === CERTIFICATE ? pem() : new Response('<ok/>')));
    expect(await accept(asked)).toMatchObject({ ok: true, answer: { status: 200 } });
    expect(calls).toEqual([CERTIFICATE, CONFIRM]);
  });

  it('is to be sent again when that failed', async () => {
    const { accept } = intake((url) => (url === CERTIFICATE ? pem() : new Response('', { status: 500 })));
    expect(await accept(asked)).toMatchObject({ refusal: { status: 503, code: 'CONFIRMATION_FAILED' } });
  });
});
