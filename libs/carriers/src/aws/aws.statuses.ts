import type { ReceiptStatus } from '../webhook.port.js';

/**
 * Event types of texts without their prefix `TEXT_`, or `RCS_` where a pool sends by RCS
 * (docs.aws.amazon.com/sms-voice, "Event types for SMS, MMS, and voice").
 */
const statuses: ReadonlyMap<string, ReceiptStatus> = new Map([
  ['QUEUED', 'accepted'],
  ['PENDING', 'accepted'],
  ['FALLEN_BACK_TO_SMS', 'accepted'],
  ['SENT', 'sent'],
  // Taken by the person's network; where networks report no more, this is the last event.
  ['SUCCESSFUL', 'sent'],
  ['DELIVERED', 'delivered'],
  ['READ', 'delivered'],
  ['BLOCKED', 'undelivered'],
  ['CARRIER_BLOCKED', 'undelivered'],
  ['CARRIER_UNREACHABLE', 'undelivered'],
  ['UNREACHABLE', 'undelivered'],
  ['SPAM', 'undelivered'],
  ['FAILED', 'undelivered'],
  ['INVALID', 'rejected'],
  ['INVALID_MESSAGE', 'rejected'],
  ['PROTECT_BLOCKED', 'rejected'],
  ['TTL_EXPIRED', 'expired'],
  // No final event came from the network within 72 hours.
  ['UNKNOWN', 'unknown'],
]);

/** Parley's word for an event type such as `TEXT_DELIVERED`. */
export function awsReceiptStatus(eventType: string): ReceiptStatus {
  return statuses.get(eventType.replace(/^(TEXT|RCS)_/, '')) ?? 'unknown';
}
