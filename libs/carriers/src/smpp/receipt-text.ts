import type { CarrierErrorCode } from '../carrier-errors.js';
import type { ReceiptStatus } from '../webhook.port.js';
import { tags, type Tlvs } from './pdu.js';

/** What a delivery receipt says, in its own spelling. */
export interface ReceiptWords {
  /** By its text. */
  readonly id?: string;
  /** By `receipted_message_id`. */
  readonly tlvId?: string;
  readonly status: ReceiptStatus;
  /** The carrier's `err`, or its network error code; absent where it says that there was none. */
  readonly error?: string;
}

/** `stat` in SMPP 3.4 appendix B, and other spellings that carriers use. */
const stats: ReadonlyMap<string, ReceiptStatus> = new Map([
  ['ENROUTE', 'sent'],
  ['BUFFRED', 'sent'],
  ['BUFFERED', 'sent'],
  ['ACCEPTD', 'accepted'],
  ['ACCEPTED', 'accepted'],
  ['SCHEDULED', 'accepted'],
  ['DELIVRD', 'delivered'],
  ['DELIVERED', 'delivered'],
  ['DELIVERD', 'delivered'],
  ['EXPIRED', 'expired'],
  ['DELETED', 'undelivered'],
  ['UNDELIV', 'undelivered'],
  ['UNDELIVERED', 'undelivered'],
  ['UNDELIVERABLE', 'undelivered'],
  ['UNDLVRD', 'undelivered'],
  ['FAILED', 'undelivered'],
  ['SKIPPED', 'undelivered'],
  ['REJECTD', 'rejected'],
  ['REJECTED', 'rejected'],
]);

/** `message_state` (§5.2.28), from 1. */
const states: readonly (ReceiptStatus | undefined)[] = [
  'accepted',
  'sent',
  'delivered',
  'expired',
  'undelivered',
  'undelivered',
  'accepted',
  'unknown',
  'rejected',
  'undelivered',
];

/**
 * Reads a receipt's text (`id:… sub:… dlvrd:… submit date:… done date:… stat:… err:… text:…`, SMPP 3.4 appendix B:
 * "an example", so every carrier has its own) and its TLVs, which go first where they say something.
 */
export function readReceipt(text: string, tlvs: Tlvs): ReceiptWords {
  // What follows `text:` is the beginning of our own text, and may hold anything.
  const end = /(?:^|[\s;,])text\s*:/i.exec(text);
  const words = end === null ? text : text.slice(0, end.index);
  const state = tlvs.get(tags.messageState)?.[0];
  const stat = wordOf(words, 'stat(?:us)?')?.toUpperCase();
  return {
    id: wordOf(words, 'id'),
    tlvId: cString(tlvs.get(tags.receiptedMessageId)),
    status:
      (state === undefined ? undefined : states[state]) ??
      (stat === undefined ? undefined : stats.get(stat)) ??
      'unknown',
    error: errorOf(wordOf(words, 'err(?:or)?'), tlvs.get(tags.networkErrorCode)),
  };
}

function wordOf(text: string, name: string): string | undefined {
  return new RegExp(`(?:^|[\\s;,])${name}\\s*[:=]\\s*([^\\s;,]+)`, 'i').exec(text)?.[1];
}

function cString(value: Uint8Array | undefined): string | undefined {
  if (value === undefined) return undefined;
  const text = Buffer.from(value).toString('latin1');
  const end = text.indexOf('\0');
  return (end < 0 ? text : text.slice(0, end)).trim() || undefined;
}

/** `err:000` says that there was none. A network error code has one octet of network type before it (§5.3.2.31). */
function errorOf(err: string | undefined, network: Uint8Array | undefined): string | undefined {
  if (err !== undefined && !/^0*$/.test(err)) return err.slice(0, 64);
  if (network?.length !== 3) return undefined;
  const code = (network[1]! << 8) | network[2]!;
  return code === 0 ? undefined : String(code);
}

/** The closed list's word for a receipt; carriers' `err` codes are their own, so none of them is known here. */
export function receiptCode({ status, error }: ReceiptWords): CarrierErrorCode | undefined {
  if (status === 'expired') return 'EXPIRED';
  if (status === 'rejected') return 'REFUSED';
  return status === 'undelivered' || (status === 'unknown' && error !== undefined)
    ? 'UNKNOWN_ERROR'
    : undefined;
}
