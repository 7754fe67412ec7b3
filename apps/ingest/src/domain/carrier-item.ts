import type { MoReceived, ReceiptReceived } from '@parley/contracts';

/** A text as a carrier told it, in its own spelling; libs/carriers' InboundMo is one. */
export interface CarrierMo {
  readonly carrierMessageId: string;
  readonly from: string;
  readonly to: string;
  readonly text: string;
  /** ms since the epoch. */
  readonly receivedAt?: number;
  readonly encoding?: MoReceived['encoding'];
  readonly segments?: number;
  readonly media?: readonly string[];
  readonly part?: CarrierPart;
  readonly debug?: boolean;
}

/** Which part of a longer text it is, where the carrier does not put texts together. */
export interface CarrierPart {
  readonly reference: number;
  readonly total: number;
  /** From 1. */
  readonly number: number;
}

/** A receipt as a carrier told it; libs/carriers' InboundReceipt is one. */
export interface CarrierReceipt {
  readonly carrierMessageId?: string;
  /** Our MT id, or whatever a callback address was given. */
  readonly reference?: string;
  readonly to?: string;
  readonly from?: string;
  readonly status: ReceiptReceived['status'];
  readonly code?: string;
  readonly carrierCode?: string;
  /** ms since the epoch. */
  readonly at?: number;
}
