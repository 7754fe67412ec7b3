import type { MtStatus, ReceiptReceived } from '@parley/contracts';
import { foldParts, type TextParts } from './fold-parts.js';
import { advances, isFinal, type StatusName } from './mt-status-lattice.js';

/** What is known of an MT when a receipt for it comes. */
export interface KnownMt {
  readonly id: string;
  readonly subscriber: string;
  readonly sender: string;
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
    mtId: mt.id,
    subscriber: mt.subscriber,
    sender: mt.sender,
    status,
    final: isFinal(status),
    code: receipt.code ?? (said === 'expired' ? 'EXPIRED' : undefined),
    lane: mt.lane,
    carrier: receipt.carrier,
    carrierMessageId: mt.carrierMessageId ?? receipt.carrierMessageId,
    attempt: mt.attempt,
    segments: mt.segments,
    encoding: mt.encoding,
    inReplyTo: mt.inReplyTo,
    at: receipt.at,
  };
}
