import { createHmac, type Hmac } from 'node:crypto';
import { checkBasicAuth } from '../basic-auth.js';
import { equalInConstantTime } from '../constant-time.js';
import { refuse, refuseUncheckable, type Refused } from '../refusals.js';
import type { WebhookRequest } from '../webhook.port.js';
import type { GenericDialect } from './generic.dialect.js';

type Proof = GenericDialect['webhooks']['proof'];
type HmacProof = Extract<Proof, { kind: 'hmac' }>;

/** Says why a webhook is not to be believed; undefined where it is. */
export function checkGenericProof(
  proof: Proof,
  request: WebhookRequest,
  secrets: readonly string[],
  nowMs: number,
): Refused | undefined {
  if (secrets.length === 0) return refuseUncheckable();
  switch (proof.kind) {
    case 'basic':
      return checkBasicAuth(request, secrets);
    case 'bearer': {
      const given = /^bearer +(.+)$/i.exec(request.headers.authorization ?? '')?.[1];
      return checkSecret(given, request.headers.authorization, secrets);
    }
    case 'address': {
      const query = request.url.indexOf('?');
      const fields = new URLSearchParams(query < 0 ? '' : request.url.slice(query + 1));
      const given = fields.get(proof.parameter) ?? undefined;
      return checkSecret(given, given, secrets);
    }
    case 'hmac':
      return checkHmac(proof, request, secrets, nowMs);
  }
}

function checkSecret(
  given: string | undefined,
  present: string | undefined,
  secrets: readonly string[],
): Refused | undefined {
  if (!present) return refuse('SIGNATURE_MISSING', 'The webhook brings no secret; give it to the carrier.');
  const bytes = Buffer.from(given ?? '', 'utf8');
  const known = secrets.some((secret) => equalInConstantTime(bytes, Buffer.from(secret, 'utf8')));
  return known ? undefined : refuse('SIGNATURE_INVALID', 'The secret is not one of those configured.');
}

function checkHmac(
  proof: HmacProof,
  request: WebhookRequest,
  secrets: readonly string[],
  nowMs: number,
): Refused | undefined {
  const header = request.headers[proof.header];
  const timestamp = proof.timestampHeader === undefined ? '' : request.headers[proof.timestampHeader];
  if (!header || timestamp === undefined) {
    return refuse('SIGNATURE_MISSING', `Send ${proof.header}, and the timestamp's header if there is one.`);
  }
  const given = Buffer.from(header, 'latin1');
  const fits = secrets.some((secret) => {
    const right = proof.prefix + genericSignature(proof, request, timestamp, secret);
    return equalInConstantTime(given, Buffer.from(right, 'latin1'));
  });
  if (!fits) return refuse('SIGNATURE_INVALID', 'The signature does not fit; check secret and dialect.');
  if (proof.timestampHeader === undefined) return undefined;
  const seconds = /^\d{1,12}$/.test(timestamp) ? Number(timestamp) : Number.NaN;
  return Math.abs(nowMs / 1_000 - seconds) <= proof.toleranceSeconds
    ? undefined
    : refuse('TIMESTAMP_STALE', `The webhook was signed more than ${proof.toleranceSeconds} s from now.`);
}

/** The signature over what `over` names; the body counts as the bytes that came. */
export function genericSignature(
  proof: HmacProof,
  request: Pick<WebhookRequest, 'url' | 'body'>,
  timestamp: string,
  secret: string,
): string {
  const hmac: Hmac = createHmac(proof.algorithm, secret);
  for (const part of proof.over.split(/(\{body\}|\{timestamp\}|\{url\})/)) {
    if (part === '{body}') hmac.update(request.body);
    else if (part === '{timestamp}') hmac.update(timestamp, 'utf8');
    else hmac.update(part === '{url}' ? request.url : part, 'utf8');
  }
  return hmac.digest(proof.encoding);
}
