import { sign, type KeyObject } from 'node:crypto';
import type { WebhookRequest } from '../webhook.port.js';

export type SnsFields = Record<string, string>;

const orders: Readonly<Record<string, readonly string[]>> = {
  Notification: ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'],
  SubscriptionConfirmation: [
    'Message',
    'MessageId',
    'SubscribeURL',
    'Timestamp',
    'Token',
    'TopicArn',
    'Type',
  ],
};

/** A message of SNS's, signed as AWS's documentation says. */
export function signedSns(fields: SnsFields, privateKey: KeyObject, version: '1' | '2' = '2'): SnsFields {
  const order = orders[fields.Type ?? ''] ?? orders.SubscriptionConfirmation ?? [];
  const signed = order.filter((name) => name in fields).map((name) => `${name}\n${fields[name]}\n`);
  const algorithm = version === '1' ? 'RSA-SHA1' : 'RSA-SHA256';
  const signature = sign(algorithm, Buffer.from(signed.join(''), 'utf8'), privateKey);
  return { ...fields, SignatureVersion: version, Signature: signature.toString('base64') };
}

export function notification(topic: string, message: string, nowMs: number): SnsFields {
  return {
    Type: 'Notification',
    MessageId: '165545c9-2a5c-472c-8df2-7ff2be2b3b1b',
    TopicArn: topic,
    Message: message,
    Timestamp: new Date(nowMs).toISOString(),
    SigningCertURL: certificateUrl(topic),
    UnsubscribeURL: `https://${hostOf(topic)}/?Action=Unsubscribe&SubscriptionArn=${topic}:c9135db0`,
  };
}

export function confirmation(topic: string, nowMs: number, type = 'SubscriptionConfirmation'): SnsFields {
  const token = '2336412f37fb687f5d51e6e2425dacbb';
  return {
    Type: type,
    MessageId: '3d891288-136d-417f-bc05-901c108273ee',
    Token: token,
    TopicArn: topic,
    Message: `You have chosen to subscribe to the topic ${topic}.`,
    SubscribeURL: `https://${hostOf(topic)}/?Action=ConfirmSubscription&TopicArn=${topic}&Token=${token}`,
    Timestamp: new Date(nowMs).toISOString(),
    SigningCertURL: certificateUrl(topic),
  };
}

/** As SNS posts it: JSON that calls itself plain text. */
export function snsRequest(path: string, fields: SnsFields): WebhookRequest {
  return {
    method: 'POST',
    url: `https://parley.example/v1/carriers/aws/${path}`,
    headers: { 'content-type': 'text/plain; charset=UTF-8', 'x-amz-sns-message-type': fields.Type },
    body: Buffer.from(JSON.stringify(fields), 'utf8'),
  };
}

function certificateUrl(topic: string): string {
  return `https://${hostOf(topic)}/SimpleNotificationService-6c6f63616c6c79206d616465206f6e65.pem`;
}

function hostOf(topic: string): string {
  return `sns.${topic.split(':')[3] || 'us-east-1'}.amazonaws.com`;
}
