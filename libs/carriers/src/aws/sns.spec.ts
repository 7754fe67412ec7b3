import https from 'node:https';
import { EventEmitter } from 'node:events';
import fc from 'fast-check';
import { capturedRequest, suiteMt } from '../carrier.suite.js';
import { join } from 'node:path';
import { awsCarrier } from './aws.carrier.js';
import { selfSigned } from './self-signed.builder.js';
import { pinnedCertificate, pinnedConfirmation } from './sns.addresses.js';
import { confirmation, notification, signedSns, snsRequest, type SnsFields } from './sns.message.builder.js';

/** AWS's own package; it has no types. */
const MessageValidator =
  jest.requireActual<new () => { validate(message: object, done: (error: Error | null) => void): void }>(
    'sns-validator',
  );

const topic = 'arn:aws:sns:us-east-1:123456789012:parley-texts';
const host = 'https://sns.us-east-1.amazonaws.com';
const pem = 'SimpleNotificationService-6c6f63616c6c79206d616465206f6e65.pem';
const now = Date.UTC(2026, 10, 20, 15);
const { privateKey, certificate } = selfSigned('sns.amazonaws.com');
const { webhooks } = awsCarrier;

const read = (fields: SnsFields) => webhooks.mo(snsRequest('mo', fields), [topic], now, certificate);

describe('a message of SNS', () => {
  const text = JSON.stringify({
    originationNumber: '+14155550101',
    destinationNumber: '+14155550100',
    messageKeyword: 'JOIN',
    messageBody: 'JOIN & más 👋',
    inboundMessageId: 'cae173d2-66b9-564c-8309-21f858e9fb84',
    previousPublishedMessageId: 'wJalrXUtnFEMI',
  });

  it.each(['1', '2'] as const)('is believed with a signature of version %s', (version) => {
    const fields = signedSns({ ...notification(topic, text, now), Subject: 'a text' }, privateKey, version);
    expect(read(fields)).toMatchObject({ ok: true, items: [{ text: 'JOIN & más 👋', receivedAt: now }] });
    const other = version === '1' ? '2' : '1';
    expect(read({ ...fields, SignatureVersion: other })).toMatchObject({ ok: false });
    for (const unheardOf of ['3', 'toString', '']) {
      expect(read({ ...fields, SignatureVersion: unheardOf }).ok).toBe(false);
    }
  });

  it("is believed exactly when AWS's own validator believes it", async () => {
    jest.spyOn(https, 'get').mockImplementation(((_url: unknown, answer: (response: unknown) => void) => {
      const response = Object.assign(new EventEmitter(), { statusCode: 200 });
      answer(response);
      response.emit('data', certificate);
      response.emit('end');
      return new EventEmitter();
    }) as unknown as typeof https.get);
    const validator = new MessageValidator();
    const change = fc.constantFrom('Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Signature');
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('1' as const, '2' as const),
        fc.boolean(),
        fc.option(fc.tuple(change, fc.constantFrom('x', '', '2026-11-20T15:00:00.001Z', topic)), {
          nil: undefined,
        }),
        fc.string(),
        async (version, confirms, altered, message) => {
          // Their validator signs a subject there too, which AWS's documentation does not name.
          fc.pre(!confirms || altered?.[0] !== 'Subject');
          const fields = confirms ? confirmation(topic, now) : notification(topic, message, now);
          const good = signedSns(fields, privateKey, version);
          const given = altered === undefined ? good : { ...good, [altered[0]]: altered[1] };
          const believed = await new Promise<boolean>((resolve) =>
            validator.validate({ ...given }, (error) => resolve(error === null)),
          );
          const parsed = read(given);
          const code = parsed.ok ? 'OK' : parsed.refusal.code;
          if (believed) expect(code).not.toMatch(/SIGNATURE|STALE/);
          else expect(code).toMatch(/SIGNATURE|STALE/);
        },
      ),
      { numRuns: 100 },
    );
    jest.restoreAllMocks();
  });

  it('asks for its certificate only when it is of our topic and at its SNS', () => {
    const needs = (fields: SnsFields) => webhooks.needs?.(snsRequest('mo', fields), [topic]);
    const fields = signedSns(notification(topic, text, now), privateKey);
    expect(needs(fields)).toBe(`${host}/${pem}`);
    expect(needs({ ...fields, TopicArn: `${topic}2` })).toBeUndefined();
    expect(needs({ ...fields, SigningCertURL: `https://evil.example/${pem}` })).toBeUndefined();
    expect(webhooks.needs?.({ ...snsRequest('mo', {}), body: Buffer.from('{') }, [topic])).toBeUndefined();
  });

  it('cannot be checked without its certificate, nor by another one or by rubbish', () => {
    const request = snsRequest('mo', signedSns(notification(topic, text, now), privateKey));
    const codeBy = (document?: string) => {
      const parsed = webhooks.mo(request, [topic], now, document);
      return parsed.ok ? 'OK' : parsed.refusal.code;
    };
    expect(codeBy(certificate)).toBe('OK');
    expect(codeBy(undefined)).toBe('SIGNATURE_UNCHECKABLE');
    expect(codeBy(selfSigned('sns.amazonaws.com').certificate)).toBe('SIGNATURE_INVALID');
    expect(codeBy('<html>')).toBe('SIGNATURE_INVALID');
  });

  it('in raw delivery is refused with what to do', () => {
    const raw = { ...snsRequest('mo', {}), body: Buffer.from(text) };
    expect(webhooks.mo(raw, [topic], now, certificate)).toMatchObject({
      refusal: { code: 'BODY_MALFORMED' },
    });
  });
});

describe('a subscription', () => {
  it('is confirmed at the address that the signed message names', () => {
    const fields = signedSns(confirmation(topic, now), privateKey);
    expect(read(fields)).toMatchObject({ ok: true, items: [], confirm: fields.SubscribeURL });
  });

  it('is not confirmed at another address, although it is signed', () => {
    const fields = { ...confirmation(topic, now), SubscribeURL: 'https://169.254.169.254/latest/meta-data' };
    expect(read(signedSns(fields, privateKey))).toMatchObject({ refusal: { code: 'FIELD_INVALID' } });
  });

  it('that was ended is shown, and not begun again', () => {
    const fields = confirmation(topic, now, 'UnsubscribeConfirmation');
    expect(read(signedSns(fields, privateKey))).toMatchObject({
      refusal: { code: 'SUBSCRIPTION_ENDED', status: 410 },
    });
  });
});

describe('what we would call', () => {
  const confirm = `/?Action=ConfirmSubscription&TopicArn=${topic}&Token=t`;

  it("is at the topic's own SNS", () => {
    expect(pinnedCertificate(`${host}/${pem}`, topic)).toBe(`${host}/${pem}`);
    expect(pinnedConfirmation(host + confirm, topic)).toBe(host + confirm);
    const china = topic.replace('aws:', 'aws-cn:').replace('us-east-1', 'cn-north-1');
    const there = `https://sns.cn-north-1.amazonaws.com.cn/${pem}`;
    expect(pinnedCertificate(there, china)).toBe(there);
  });

  it.each([
    `http://sns.us-east-1.amazonaws.com/${pem}`,
    `https://sns.us-east-1.amazonaws.com:8443/${pem}`,
    `https://sns.us-east-1.amazonaws.com.evil.example/${pem}`,
    `https://evil.example/sns.us-east-1.amazonaws.com/${pem}`,
    `https://evil.example#sns.us-east-1.amazonaws.com/${pem}`,
    `https://sns.us-east-1.amazonaws.com@evil.example/${pem}`,
    `https://user@sns.us-east-1.amazonaws.com/${pem}`,
    `https://sns.eu-west-1.amazonaws.com/${pem}`,
    `https://s3.us-east-1.amazonaws.com/${pem}`,
    `https://sns.us-east-1.amazonaws.com/bucket/${pem}`,
    `https://sns.us-east-1.amazonaws.com/${pem}?x=1`,
    'https://sns.us-east-1.amazonaws.com/../etc/passwd.pem',
    'file:///etc/ssl/sns.pem',
    'https://127.0.0.1/x.pem',
    '',
    undefined,
  ])('is no certificate: %s', (address) => {
    expect(pinnedCertificate(address, topic)).toBeUndefined();
  });

  it.each([
    `https://evil.example${confirm}`,
    `http://sns.us-east-1.amazonaws.com${confirm}`,
    `${host}/x${confirm}`,
    `${host}/?Action=Unsubscribe&TopicArn=${topic}&Token=t`,
    `${host}/?Action=ConfirmSubscription&Action=DeleteTopic&TopicArn=${topic}&Token=t`,
    `${host}/?Action=ConfirmSubscription&TopicArn=${topic}2&Token=t`,
    `${host}/?Action=ConfirmSubscription&TopicArn=${topic}`,
    undefined,
  ])('is no confirmation: %s', (address) => {
    expect(pinnedConfirmation(address, topic)).toBeUndefined();
  });

  it.each(['', 'topic', topic.replace('us-east-1', 'evil.example/'), topic.replace('us-east-1', '..')])(
    'is nothing at all for a topic such as %s',
    (odd) => {
      expect(pinnedCertificate(`${host}/${pem}`, odd)).toBeUndefined();
    },
  );

  it('never throws for anything', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.webUrl(), fc.string()),
        fc.oneof(fc.constant(topic), fc.string()),
        (url, arn) => {
          expect([url, undefined]).toContain(pinnedCertificate(url, arn) === undefined ? undefined : url);
          expect(pinnedConfirmation(url, arn)).toBeUndefined();
        },
      ),
    );
  });
});

it("reads AWS's examples of a text and an event, once they are signed by us", () => {
  const resigned = (name: string) => {
    const request = capturedRequest(join(__dirname, 'captured', name));
    const fields = JSON.parse(request.body.toString('utf8')) as SnsFields;
    return { ...request, body: Buffer.from(JSON.stringify(signedSns(fields, privateKey))) };
  };
  expect(webhooks.mo(resigned('mo.txt'), [topic], now, certificate)).toMatchObject({
    items: [{ carrierMessageId: 'cae173d2-66b9-564c-8309-21f858e9fb84', text: 'Discount, please 🧶' }],
  });
  expect(webhooks.receipt(resigned('receipt.txt'), [topic], now, certificate)).toMatchObject({
    items: [
      { reference: suiteMt.mtId, status: 'undelivered', code: 'FILTERED', carrierCode: 'CARRIER_BLOCKED' },
    ],
  });
});
