import { fieldOf } from '../send-outcome.js';
import type { ReceiptStatus } from '../webhook.port.js';

/** What each group of statuses means; the answer to a send and a receipt name one. */
const groups: ReadonlyMap<string, ReceiptStatus> = new Map([
  ['PENDING', 'accepted'],
  ['UNDELIVERABLE', 'undelivered'],
  ['DELIVERED', 'delivered'],
  ['EXPIRED', 'expired'],
  ['REJECTED', 'rejected'],
]);

/** The groups' numbers, where a name is missing. */
const groupNames: ReadonlyMap<unknown, string> = new Map([
  [1, 'PENDING'],
  [2, 'UNDELIVERABLE'],
  [3, 'DELIVERED'],
  [4, 'EXPIRED'],
  [5, 'REJECTED'],
]);

/** The statuses that say something else than their group. */
const exceptions: ReadonlyMap<string, ReceiptStatus> = new Map([
  // The operator has it; whether the phone has, nobody has said yet.
  ['PENDING_WAITING_DELIVERY', 'sent'],
  ['PENDING_ENROUTE', 'sent'],
  ['DELIVERED_TO_OPERATOR', 'sent'],
  // The operator reported something that could not be read.
  ['EXPIRED_DLR_UNKNOWN', 'unknown'],
]);

/** Parley's word for `{groupId, groupName, id, name}`; whatever it is, it has one. */
export function infobipReceiptStatus(status: unknown): ReceiptStatus {
  const name = infobipName(status);
  const group = fieldOf(status, 'groupName') ?? groupNames.get(fieldOf(status, 'groupId'));
  return (
    (name === undefined ? undefined : exceptions.get(name)) ??
    (typeof group === 'string' ? groups.get(group) : undefined) ??
    'unknown'
  );
}

/** The name of a status or an error, at most 64 characters; undefined where it has none. */
export function infobipName(value: unknown): string | undefined {
  const name = fieldOf(value, 'name');
  return typeof name === 'string' && name.length > 0 ? name.slice(0, 64) : undefined;
}
