import type { MtStatus, ReceiptReceived } from '@parley/contracts';
import { foldParts, type TextParts } from './fold-parts.js';
import { advances, isFinal, type StatusName } from './mt-status-lattice.js';

/** What is known of an MT when a receipt for it comes. */
export interface KnownMt {
  readonly id: string;
  readonly subscriber: string;
  readonly sender: string;
  /** Where the sender is a pool: the number that it went from. */
  readonly number?: string | undefined;
  readonly lane: MtStatus['lane'];
  readonly segments: number;
  readonly encoding: MtStatus['encoding'];
  readonly attempt: number;
  readonly carrier?: string;
  readonly carrierMessageId?: string;
  readonly inReplyTo?: string;
  /** Absent while it is still in the queue: the receipt overtook the answer to the send. */
  readonly status?: StatusName;
  /** Its parts, where the receipt names one by the carrier's own id and there are several. */
  readonly parts?: TextParts;
  /** How often in a row the person could not be reached. */
  readonly failures?: number;
  readonly conversationId?: string;
  /** Where the send's span is, to link the receipt's trace to it. */
  readonly traceparent?: string;
}

const STATUS: Readonly<Record<ReceiptReceived['status'], StatusName | undefined>> = {
  accepted: 'submitted',
  sent: 'sent',
  delivered: 'delivered',
  undelivered: 'undelivered',
  expired: 'undelivered',
  rejected: 'rejected',
  unknown: undefined,
};

/**
 * What a receipt makes of an MT: its next status, or undefined when it says nothing new (late, repeated or out
 * of order). Any receipt proves that the carrier took the text, so it also resolves an `unknown`. Of a text in
 * several parts the receipts are folded; `mt.parts` holds what they said, this one included.
 */
export function takeReceipt(mt: KnownMt, receipt: ReceiptReceived): MtStatus | undefined {
  const said = mt.parts === undefined ? receipt.status : foldParts(mt.parts);
  const status = said && STATUS[said];
  if (status === undefined || !advances(mt.status, status)) return undefined;
  return {
    ...statusOf(mt, status, receipt.at),
    code: receipt.code ?? (said === 'expired' ? 'EXPIRED' : undefined),
    carrier: receipt.carrier,
    carrierMessageId: mt.carrierMessageId ?? receipt.carrierMessageId,
  };
}

/** The event that says that a text stands at a status now. */
export function statusOf(mt: KnownMt, status: StatusName, at: string): MtStatus {
  return {
    mtId: mt.id,
    subscriber: mt.subscriber,
    sender: mt.sender,
    status,
    final: isFinal(status),
    lane: mt.lane,
    carrier: mt.carrier,
    carrierMessageId: mt.carrierMessageId,
    attempt: mt.attempt,
    segments: mt.segments,
    encoding: mt.encoding,
    inReplyTo: mt.inReplyTo,
    from: mt.number,
    at,
  };
}
