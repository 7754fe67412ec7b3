import type { CarrierId, MoPart } from '@parley/carriers';

/** The ledger's lines. Times (`at`) are microseconds since the epoch. */
export type LedgerEntry =
  MoSent | MoAcked | MoRefused | MtReceived | ReceiptsSent | ReceiptsAcked | ReceiptsRefused;

/** A phone sent a text; its webhook is on the way. Written once, whatever the retries. */
export interface MoSent {
  readonly kind: 'mo.sent';
  readonly at: number;
  readonly carrier: CarrierId;
  readonly id: string;
  /** The phone. */
  readonly from: string;
  /** Our sender. */
  readonly to: string;
  readonly text: string;
}

/** Parley took the MO (2xx): from here on it must not be lost (I1). */
export interface MoAcked {
  readonly kind: 'mo.acked';
  readonly at: number;
  readonly id: string;
  readonly status: number;
  readonly attempts: number;
  readonly traceId?: string;
}

/** Parley refused the MO (4xx), or did not take it in all attempts (status 5xx, or 0 for no answer). */
export interface MoRefused {
  readonly kind: 'mo.refused';
  readonly at: number;
  readonly id: string;
  readonly status: number;
  readonly attempts: number;
}

/**
 * What became of a send request. `accepted` was taken and answered; `dropped` and `hung` were taken without an
 * answer; `throttled`, `failed` and `rejected` were not taken.
 */
export type MtResult = 'accepted' | 'dropped' | 'hung' | 'throttled' | 'failed' | 'rejected';

/** A send request arrived. */
export interface MtReceived {
  readonly kind: 'mt.received';
  /** When it arrived. */
  readonly at: number;
  readonly carrier: CarrierId;
  /** The simulator's id; absent where the text was not taken. */
  readonly id?: string;
  /** The client's own id, where its dialect carries one. */
  readonly reference?: string;
  /** Our sender. */
  readonly from: string;
  /** The phone. */
  readonly to: string;
  readonly text: string;
  readonly segments: number;
  readonly result: MtResult;
  /** Which part of a longer text it is, where parts arrive by themselves (SMPP). */
  readonly part?: MoPart;
}

export interface LedgerReceipt {
  readonly id: string;
  readonly reference?: string;
  readonly status: string;
}

/** Receipts left in one POST. Written once per batch, whatever the retries. */
export interface ReceiptsSent {
  readonly kind: 'receipts.sent';
  readonly at: number;
  readonly carrier: CarrierId;
  readonly batch: string;
  readonly receipts: readonly LedgerReceipt[];
}

export interface ReceiptsAcked {
  readonly kind: 'receipts.acked';
  readonly at: number;
  readonly batch: string;
  readonly status: number;
  readonly attempts: number;
}

/** The receipts were refused (4xx) or not taken in all attempts (5xx, or 0 for no answer). */
export interface ReceiptsRefused {
  readonly kind: 'receipts.refused';
  readonly at: number;
  readonly batch: string;
  readonly status: number;
  readonly attempts: number;
}

/** Whether the carrier took the text, so that the phone gets it, answered or not. */
export function wasTaken(entry: MtReceived): boolean {
  return entry.result === 'accepted' || entry.result === 'dropped' || entry.result === 'hung';
}
