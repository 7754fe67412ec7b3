import { createHmac } from 'node:crypto';
import { equalInConstantTime } from '../constant-time.js';
import { refuse, refuseUncheckable, type Refused } from '../refusals.js';
import type { WebhookRequest } from '../webhook.port.js';

/** How far a webhook's timestamp may be from our clock, in seconds, either way. */
export const timestampToleranceSeconds = 300;

export const timestampHeader = 'x-simulator-timestamp';
export const signatureHeader = 'x-simulator-signature';

/** The signature: hex HMAC-SHA256 over `<unix seconds>.<raw body>`. */
export function signWebhook(secret: string, timestampSeconds: number, rawBody: string | Buffer): string {
  return createHmac('sha256', secret).update(`${timestampSeconds}.`).update(rawBody).digest('hex');
}

/** The two headers of a signed webhook. */
export function signedHeaders(
  secret: string,
  nowMs: number,
  rawBody: string | Buffer,
): { [timestampHeader]: string; [signatureHeader]: string } {
  const seconds = Math.floor(nowMs / 1_000);
  return {
    [timestampHeader]: String(seconds),
    [signatureHeader]: signWebhook(secret, seconds, rawBody),
  };
}

/** Says why a webhook is not to be believed; undefined where it is. The signature covers the timestamp. */
export function checkSignature(
  request: WebhookRequest,
  secrets: readonly string[],
  nowMs: number,
): Refused | undefined {
  if (secrets.length === 0) return refuseUncheckable();
  const timestamp = request.headers[timestampHeader];
  const signature = request.headers[signatureHeader];
  if (!timestamp || !signature) {
    return refuse(
      'SIGNATURE_MISSING',
      `Send both ${timestampHeader} and ${signatureHeader}; see the carrier's signing secret.`,
    );
  }
  if (!/^\d{1,12}$/.test(timestamp)) {
    return refuse('SIGNATURE_INVALID', `${timestampHeader} must be Unix time in whole seconds.`);
  }
  const seconds = Number(timestamp);
  if (!signedByOneOf(secrets, seconds, timestamp, request.body, signature)) {
    return refuse('SIGNATURE_INVALID', 'The signature does not fit the body; check the signing secret.');
  }
  if (Math.abs(nowMs / 1_000 - seconds) > timestampToleranceSeconds) {
    return refuse(
      'TIMESTAMP_STALE',
      `The webhook was signed more than ${timestampToleranceSeconds} s from now; sign each attempt anew.`,
    );
  }
  return undefined;
}

function signedByOneOf(
  secrets: readonly string[],
  seconds: number,
  timestamp: string,
  body: Buffer,
  signature: string,
): boolean {
  // "007" and "7" are the same second; only the spelling that we would sign is accepted.
  if (String(seconds) !== timestamp) return false;
  const given = Buffer.from(signature, 'latin1');
  for (const secret of secrets) {
    if (equalInConstantTime(given, Buffer.from(signWebhook(secret, seconds, body), 'latin1'))) return true;
  }
  return false;
}
