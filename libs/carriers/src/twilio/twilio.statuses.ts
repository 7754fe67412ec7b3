import type { CarrierErrorCode } from '../carrier-errors.js';
import type { ReceiptStatus } from '../webhook.port.js';

/** Twilio's message statuses (twilio.com/docs/messaging/api/message-resource#message-status-values). */
const statuses: ReadonlyMap<string, ReceiptStatus> = new Map([
  ['accepted', 'accepted'],
  ['scheduled', 'accepted'],
  ['queued', 'accepted'],
  ['sending', 'accepted'],
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  // WhatsApp and RCS only: what was read was delivered.
  ['read', 'delivered'],
  ['undelivered', 'undelivered'],
  // Some recipients or parts were not reached: the text as a whole was not delivered.
  ['partially_delivered', 'undelivered'],
  ['failed', 'rejected'],
  ['canceled', 'rejected'],
]);

/** Parley's word for a status; a validity that ran out comes as `failed` with 30036 and is `expired`. */
export function twilioReceiptStatus(status: string, code: CarrierErrorCode | undefined): ReceiptStatus {
  if (code === 'EXPIRED' && (status === 'failed' || status === 'undelivered')) return 'expired';
  return statuses.get(status) ?? 'unknown';
}
