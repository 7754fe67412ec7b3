import type { InboundMo, InboundReceipt } from './webhook.port.js';

/**
 * What became of something that a carrier told us.
 * - `kept`: durable; the carrier may forget it.
 * - `refused`: it makes no sense to us and never will; asking for it again would only repeat it.
 * - `again`: it could not be made durable now; the carrier has to tell it again later.
 */
export type Intake = 'kept' | 'refused' | 'again';

/** Where a receiver hands over what it hears. It resolves once the answer is certain, and never rejects. */
export interface InboundSink {
  mo(mo: InboundMo): Promise<Intake>;
  receipt(receipt: InboundReceipt): Promise<Intake>;
  /** Something that could not even be read; `reason` is a code. */
  unreadable(reason: string): void;
}

/** News of one link to a carrier; `reason` is a code, never an address. */
export type LinkWatch = (change: {
  /** `closed`: we closed it. */
  readonly kind: 'bound' | 'lost' | 'failed' | 'refused' | 'closed';
  readonly reason: string;
}) => void;

/** A source of MO and receipts that is no webhook: it keeps its own links to the carrier. */
export interface CarrierReceiver {
  /** Links that the account asks for, and links that are up now. */
  readonly links: { readonly wanted: number; readonly up: number };
  /** Takes nothing new, answers what is under way, and closes the links. */
  close(): Promise<void>;
}
