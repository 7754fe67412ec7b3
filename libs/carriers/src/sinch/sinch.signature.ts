import { createHmac } from 'node:crypto';
import { equalInConstantTime } from '../constant-time.js';
import { refuse, refuseUncheckable, type Refused } from '../refusals.js';
import type { WebhookRequest } from '../webhook.port.js';

export const sinchSignatureHeader = 'x-sinch-webhook-signature';
export const sinchNonceHeader = 'x-sinch-webhook-signature-nonce';
export const sinchTimestampHeader = 'x-sinch-webhook-signature-timestamp';

/**
 * Sinch keeps sending a webhook for 46 h (5 s, doubled 14 times), and does not say whether it signs each attempt
 * anew, so a shorter time might lose texts. What is sent again within it is the same event.
 */
export const sinchToleranceSeconds = 48 * 3_600;

/** Sinch's signature: base64 HMAC-SHA256 over `<raw body>.<nonce>.<timestamp>`, the timestamp in Unix seconds. */
export function sinchSignature(secret: string, rawBody: Buffer, nonce: string, timestamp: string): string {
  return createHmac('sha256', secret)
    .update(rawBody)
    .update(`.${nonce}.${timestamp}`, 'utf8')
    .digest('base64');
}

/** Says why a webhook is not to be believed; undefined where it is. */
export function checkSinchSignature(
  request: WebhookRequest,
  secrets: readonly string[],
  nowMs: number,
): Refused | undefined {
  if (secrets.length === 0) return refuseUncheckable();
  const signature = request.headers[sinchSignatureHeader];
  const nonce = request.headers[sinchNonceHeader];
  const timestamp = request.headers[sinchTimestampHeader];
  if (!signature || !nonce || !timestamp) {
    return refuse('SIGNATURE_MISSING', `Send ${sinchSignatureHeader} with its nonce and timestamp.`);
  }
  const given = Buffer.from(signature, 'latin1');
  const isSigned = secrets.some((secret) =>
    equalInConstantTime(given, Buffer.from(sinchSignature(secret, request.body, nonce, timestamp), 'latin1')),
  );
  if (!isSigned || !/^\d{1,12}$/.test(timestamp)) {
    return refuse('SIGNATURE_INVALID', 'The signature does not fit the body; check the callback secret.');
  }
  return Math.abs(nowMs / 1_000 - Number(timestamp)) > sinchToleranceSeconds
    ? refuse('TIMESTAMP_STALE', `The webhook was signed more than ${sinchToleranceSeconds} s from now.`)
    : undefined;
}
