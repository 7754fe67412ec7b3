import { createHash, createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  genericDialect,
  genericWebhooks,
  signedHeaders,
  twilioSignature,
  twilioSignatureHeader,
  vonageSignature,
  type CarrierWebhooks,
  type WebhookRequest,
} from '@parley/carriers';
import { projectRoot } from '../../../tools/parley/platform/project-root.js';

/** How a carrier proves that a webhook is its own, so that what was changed reaches the parser behind the proof. */
export interface Signer {
  readonly secret: string;
  sign(request: WebhookRequest): WebhookRequest;
  /** What ingest would fetch to check it: a certificate. */
  readonly document?: string;
  /** Where the webhooks are made of configuration. */
  readonly webhooks?: CarrierWebhooks;
}

/** When all of it is signed and read, ms since the epoch: the moment of the captured ones. */
export const nowMs = 1_780_000_000_000;

const seconds = String(nowMs / 1_000);
const secret = 'a secret of the fuzzing';
const nonce = '05429567804466091622';
const topic = 'arn:aws:sns:us-east-1:123456789012:parley-texts';
const ed25519 = generateKeyPairSync('ed25519');
// Of the smallest size that Node signs with: it proves nothing to anybody here.
const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 });

function withHeaders(request: WebhookRequest, headers: Record<string, string>): WebhookRequest {
  return { ...request, headers: { ...request.headers, ...headers } };
}

function basic(credentials: string): Signer {
  const authorization = `Basic ${Buffer.from(credentials, 'utf8').toString('base64')}`;
  return { secret: credentials, sign: (request) => withHeaders(request, { authorization }) };
}

function hmac(...parts: readonly (string | Buffer)[]): ReturnType<typeof createHmac> {
  const code = createHmac('sha256', secret);
  for (const part of parts) code.update(part);
  return code;
}

function typeOf({ headers }: WebhookRequest): string {
  return headers['content-type'] ?? '';
}

function signTwilio(request: WebhookRequest): WebhookRequest {
  if (!typeOf(request).startsWith('application/json')) {
    const form = new URLSearchParams(request.body.toString('utf8'));
    return withHeaders(request, { [twilioSignatureHeader]: twilioSignature(secret, request.url, form) });
  }
  const hash = createHash('sha256').update(request.body).digest('hex');
  const url = `${request.url}${request.url.includes('?') ? '&' : '?'}bodySHA256=${hash}`;
  return withHeaders({ ...request, url }, { [twilioSignatureHeader]: twilioSignature(secret, url, []) });
}

function signPlivo(request: WebhookRequest): WebhookRequest {
  const address = request.url.replace(/\?.*$/s, '');
  return withHeaders(request, {
    'x-plivo-signature-v2': hmac(address, nonce).digest('base64'),
    'x-plivo-signature-v2-nonce': nonce,
  });
}

function signSinch(request: WebhookRequest): WebhookRequest {
  return withHeaders(request, {
    'x-sinch-webhook-signature': hmac(request.body, `.${nonce}.${seconds}`).digest('base64'),
    'x-sinch-webhook-signature-nonce': nonce,
    'x-sinch-webhook-signature-timestamp': seconds,
  });
}

function signTelnyx(request: WebhookRequest): WebhookRequest {
  const signed = Buffer.concat([Buffer.from(`${seconds}|`), request.body]);
  return withHeaders(request, {
    'telnyx-signature-ed25519': sign(null, signed, ed25519.privateKey).toString('base64'),
    'telnyx-timestamp': seconds,
  });
}

function signGeneric(request: WebhookRequest): WebhookRequest {
  return withHeaders(request, {
    'x-fastsms-timestamp': seconds,
    'x-fastsms-signature': `v1=${hmac(`${seconds}.`, request.body).digest('hex')}`,
  });
}

/** Vonage's stands among the parameters, wherever they are. */
function signVonage(request: WebhookRequest): WebhookRequest {
  const resigned = (fields: Record<string, string>) => {
    const { sig: _, ...others } = fields;
    return { ...others, sig: vonageSignature('sha256', secret, others) };
  };
  const [address = '', query = ''] = request.url.split(/\?(.*)/s);
  if (request.method === 'GET') {
    const signed = resigned(Object.fromEntries(new URLSearchParams(query)));
    return { ...request, url: `${address}?${new URLSearchParams(signed).toString()}` };
  }
  const body = request.body.toString('utf8');
  if (!typeOf(request).startsWith('application/json')) {
    const signed = resigned(Object.fromEntries(new URLSearchParams(body)));
    return { ...request, body: Buffer.from(new URLSearchParams(signed).toString(), 'utf8') };
  }
  const fields = flatFields(body);
  return fields === undefined ? request : { ...request, body: Buffer.from(JSON.stringify(resigned(fields))) };
}

function flatFields(body: string): Record<string, string> | undefined {
  const fields = jsonFields(body);
  if (fields === undefined || !Object.values(fields).every((value) => typeof value !== 'object')) {
    return undefined;
  }
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]));
}

const snsOrders: Readonly<Record<string, readonly string[]>> = {
  Notification: ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'],
  other: ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'],
};

/** SNS signs fields of the body; it stays as it is where it is no object. */
function signSns(request: WebhookRequest): WebhookRequest {
  const written = jsonFields(request.body.toString('utf8'));
  if (written === undefined) return request;
  // Captured at another moment: what still is a time is made ours.
  const isTime = typeof written.Timestamp === 'string' && !Number.isNaN(Date.parse(written.Timestamp));
  const fields = isTime ? { ...written, Timestamp: new Date(nowMs).toISOString() } : written;
  const order = (fields.Type === 'Notification' ? snsOrders.Notification : snsOrders.other) ?? [];
  const given = order.filter((name) => typeof fields[name] === 'string');
  const signed = given.map((name) => `${name}\n${fields[name] as string}\n`).join('');
  const Signature = sign('RSA-SHA256', Buffer.from(signed, 'utf8'), rsa.privateKey).toString('base64');
  const body = JSON.stringify({ ...fields, SignatureVersion: '2', Signature });
  return { ...request, body: Buffer.from(body, 'utf8') };
}

function jsonFields(body: string): Record<string, unknown> | undefined {
  try {
    const fields: unknown = JSON.parse(body);
    // What is nested too deeply cannot be written again: it goes unsigned.
    JSON.stringify(fields);
    return typeof fields === 'object' && fields !== null && !Array.isArray(fields)
      ? (fields as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function documentedDialect(): string {
  const page = readFileSync(join(projectRoot(), 'docs/carriers.md'), 'utf8');
  return /```json\n(\{\n {2}"webhooks"[\s\S]*?\n\})\n```/.exec(page)?.[1] ?? '';
}

/** Every carrier that calls us by webhooks. */
export function webhookSigners(): Readonly<Record<string, Signer>> {
  return {
    aws: {
      secret: topic,
      sign: signSns,
      document: rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    },
    bandwidth: basic('bw-user:callback'),
    generic: { secret, sign: signGeneric, webhooks: genericWebhooks(genericDialect(documentedDialect())) },
    infobip: basic('parley:password'),
    plivo: { secret, sign: signPlivo },
    simulator: {
      secret,
      sign: (request) => withHeaders(request, signedHeaders(secret, nowMs, request.body)),
    },
    sinch: { secret, sign: signSinch },
    telnyx: {
      secret: ed25519.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64'),
      sign: signTelnyx,
    },
    twilio: { secret, sign: signTwilio },
    vonage: { secret, sign: signVonage },
  };
}
