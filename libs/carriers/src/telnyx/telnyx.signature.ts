import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import { refuse, refuseUncheckable, type Refused } from '../refusals.js';
import type { WebhookRequest } from '../webhook.port.js';

export const telnyxSignatureHeader = 'telnyx-signature-ed25519';
export const telnyxTimestampHeader = 'telnyx-timestamp';

/** How far a webhook's timestamp may be from our clock, in seconds, either way: as far as Telnyx's packages allow. */
export const telnyxToleranceSeconds = 300;

/** RFC 8410: what stands before the 32 bytes of an Ed25519 public key in its DER form. */
const derPrefix = Buffer.from('302a300506032b6570032100', 'hex');

// A memo of a pure function: an account has two keys at most.
const keys = new Map<string, KeyObject | undefined>();

/**
 * Says why a webhook is not to be believed; undefined where it is. Telnyx signs `<timestamp>|<raw body>` with
 * Ed25519 (developers.telnyx.com/docs/messaging/messages/receiving-webhooks); there is no secret on our side.
 */
export function checkTelnyxSignature(
  request: WebhookRequest,
  publicKeys: readonly string[],
  nowMs: number,
): Refused | undefined {
  if (publicKeys.length === 0) return refuseUncheckable();
  const signature = request.headers[telnyxSignatureHeader];
  const timestamp = request.headers[telnyxTimestampHeader];
  if (!signature || !timestamp) {
    return refuse('SIGNATURE_MISSING', `Send both ${telnyxSignatureHeader} and ${telnyxTimestampHeader}.`);
  }
  if (!/^\d{1,12}$/.test(timestamp) || !isSignedByOneOf(publicKeys, request.body, timestamp, signature)) {
    return refuse('SIGNATURE_INVALID', "The signature does not fit; check the account's public key.");
  }
  return Math.abs(nowMs / 1_000 - Number(timestamp)) > telnyxToleranceSeconds
    ? refuse('TIMESTAMP_STALE', `The webhook was signed more than ${telnyxToleranceSeconds} s from now.`)
    : undefined;
}

function isSignedByOneOf(
  publicKeys: readonly string[],
  body: Buffer,
  timestamp: string,
  signature: string,
): boolean {
  const given = Buffer.from(signature, 'base64');
  // Only the one spelling of 64 bytes: what decodes to them by leniency is another header.
  if (given.length !== 64 || given.toString('base64') !== signature) return false;
  const signed = Buffer.concat([Buffer.from(`${timestamp}|`, 'utf8'), body]);
  return publicKeys.some((publicKey) => {
    const key = keyOf(publicKey);
    return key !== undefined && verify(null, signed, key, given);
  });
}

/** The key of 32 bytes in base64; undefined where it is none. */
function keyOf(publicKey: string): KeyObject | undefined {
  if (keys.has(publicKey)) return keys.get(publicKey);
  const bytes = Buffer.from(publicKey, 'base64');
  const key =
    bytes.length === 32
      ? createPublicKey({ key: Buffer.concat([derPrefix, bytes]), format: 'der', type: 'spki' })
      : undefined;
  if (keys.size >= 64) keys.clear();
  keys.set(publicKey, key);
  return key;
}
