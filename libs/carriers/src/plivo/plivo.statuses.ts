import type { CarrierErrorCode } from '../carrier-errors.js';
import type { ReceiptStatus } from '../webhook.port.js';

/** Plivo's message states (plivo.com/docs/messaging/api/message/message-status-callbacks). */
const statuses: ReadonlyMap<string, ReceiptStatus> = new Map([
  ['queued', 'accepted'],
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  // WhatsApp only: what was read was delivered.
  ['read', 'delivered'],
  ['undelivered', 'undelivered'],
  ['failed', 'rejected'],
  ['rejected', 'rejected'],
]);

/** Parley's word for a state; a validity that ran out comes as `failed` with 420 and is `expired`. */
export function plivoReceiptStatus(status: string, code: CarrierErrorCode | undefined): ReceiptStatus {
  if (code === 'EXPIRED' && (status === 'failed' || status === 'undelivered')) return 'expired';
  return statuses.get(status) ?? 'unknown';
}
