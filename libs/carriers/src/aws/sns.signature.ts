import { verify } from 'node:crypto';
import { isoInstant } from '../iso-instant.js';
import { refuse, refuseUncheckable, type Refused } from '../refusals.js';
import { pinnedCertificate } from './sns.addresses.js';
import type { SnsEnvelope, SnsProof } from './sns.envelope.js';

/** SNS signs once and tries for an hour at most; a message that is older was kept by somebody. In seconds. */
export const snsToleranceSeconds = 24 * 3_600;

/** Signature versions (docs.aws.amazon.com/sns, "Verifying the signatures of Amazon SNS messages"). */
const algorithms: Readonly<Record<string, string>> = { 1: 'RSA-SHA1', 2: 'RSA-SHA256' };

/**
 * Says why a message is not to be believed; undefined where it is. `topics` are the ARNs that we subscribed:
 * anybody may have a topic at AWS, and all are signed by the same certificate.
 */
export function checkSns(
  { envelope, proof }: { envelope: SnsEnvelope; proof: SnsProof },
  topics: readonly string[],
  nowMs: number,
  certificate: string | undefined,
): Refused | undefined {
  if (topics.length === 0) return refuseUncheckable();
  const { signature, version, certificateUrl } = proof;
  if (!signature || !version || !certificateUrl) {
    return refuse('SIGNATURE_MISSING', 'The message is not signed; turn raw message delivery off.');
  }
  if (!topics.includes(envelope.topicArn)) {
    return refuse('SIGNATURE_INVALID', "The message is of a topic that is not ours; list the topic's ARN.");
  }
  if (pinnedCertificate(certificateUrl, envelope.topicArn) === undefined) {
    return refuse('SIGNATURE_INVALID', "The certificate is not at the topic's own SNS.");
  }
  if (certificate === undefined) {
    return refuse('SIGNATURE_UNCHECKABLE', "SNS's certificate is not at hand; allow https to it.");
  }
  if (!signed(envelope.signed, signature, version, certificate)) {
    return refuse('SIGNATURE_INVALID', 'The signature does not fit the message.');
  }
  const signedAt = isoInstant(envelope.timestamp);
  if (signedAt === undefined || Math.abs(nowMs - signedAt) > snsToleranceSeconds * 1_000) {
    return refuse('TIMESTAMP_STALE', 'The message was signed more than a day from now.');
  }
  return undefined;
}

function signed(text: string, signature: string, version: string, certificate: string): boolean {
  const algorithm = Object.hasOwn(algorithms, version) ? algorithms[version] : undefined;
  const bytes = Buffer.from(signature, 'base64');
  // Only the one spelling of these bytes: base64 readers overlook what does not belong.
  if (algorithm === undefined || bytes.toString('base64') !== signature) return false;
  try {
    return verify(algorithm, Buffer.from(text, 'utf8'), certificate, bytes);
  } catch {
    return false;
  }
}
