import { jsonObject, type JsonObject } from '../json-body.js';
import { pinnedCertificate } from './sns.addresses.js';

export type SnsType = 'Notification' | 'SubscriptionConfirmation' | 'UnsubscribeConfirmation';

/** What SNS posts (docs.aws.amazon.com/sns, "HTTP/HTTPS notification JSON format"); every field is a string. */
export interface SnsEnvelope {
  readonly type: SnsType;
  readonly topicArn: string;
  readonly message: string;
  readonly timestamp: string;
  readonly subscribeUrl: string | undefined;
  /** What the signature covers, with its fields in the order that AWS names. */
  readonly signed: string;
}

/** The proof in an envelope; any part of it may lack. */
export interface SnsProof {
  readonly signature: string | undefined;
  readonly version: string | undefined;
  readonly certificateUrl: string | undefined;
}

const ofNotification = ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'];
const ofSubscription = ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'];

/** Reads a body; undefined where it is no envelope. */
export function snsEnvelope(body: Buffer): { envelope: SnsEnvelope; proof: SnsProof } | undefined {
  const fields = jsonObject(body);
  if (fields === undefined) return undefined;
  const type = typeOf(fields.Type);
  const topicArn = text(fields, 'TopicArn');
  const message = text(fields, 'Message');
  const timestamp = text(fields, 'Timestamp');
  if (type === undefined || topicArn === undefined || message === undefined || timestamp === undefined) {
    return undefined;
  }
  const envelope = {
    type,
    topicArn,
    message,
    timestamp,
    subscribeUrl: text(fields, 'SubscribeURL'),
    signed: signedText(fields, type === 'Notification' ? ofNotification : ofSubscription),
  };
  const proof = {
    signature: text(fields, 'Signature'),
    version: text(fields, 'SignatureVersion'),
    certificateUrl: text(fields, 'SigningCertURL'),
  };
  return { envelope, proof };
}

/** The certificate that a body wants to be checked by: of one of our topics, and at AWS's own address. */
export function neededCertificate(body: Buffer, topics: readonly string[]): string | undefined {
  const read = snsEnvelope(body);
  if (read === undefined || !topics.includes(read.envelope.topicArn)) return undefined;
  return pinnedCertificate(read.proof.certificateUrl, read.envelope.topicArn);
}

function typeOf(value: unknown): SnsType | undefined {
  return value === 'Notification' ||
    value === 'SubscriptionConfirmation' ||
    value === 'UnsubscribeConfirmation'
    ? value
    : undefined;
}

function signedText(fields: JsonObject, names: readonly string[]): string {
  let signed = '';
  for (const name of names) {
    const value = text(fields, name);
    if (value !== undefined) signed += `${name}\n${value}\n`;
  }
  return signed;
}

function text(fields: JsonObject, name: string): string | undefined {
  const value = fields[name];
  return typeof value === 'string' ? value : undefined;
}
