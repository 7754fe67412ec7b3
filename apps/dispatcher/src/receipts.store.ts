import type { Statement } from '@parley/persistence';
import type { MessageName, WaitingReceipt } from './carrier-messages.store.js';
import type { KnownMt } from './domain/take-receipt.js';
import type { SettledMt } from './mt-claims.store.js';

/** A receipt for a text that is not ours or not known; kept and queryable. */
export interface OrphanReceipt {
  readonly event_id: string;
  readonly carrier: string;
  readonly carrier_message_id?: string;
  readonly mt_id?: string;
  readonly status: string;
  readonly code?: string;
  readonly at: string;
  /** The event, where it may find its text later. */
  readonly receipt?: WaitingReceipt['receipt'];
}

export type ReceiptRecord =
  | { readonly kind: 'advance'; readonly settled: SettledMt }
  | { readonly kind: 'part'; readonly part: MessageName & { readonly status: string } }
  | { readonly kind: 'orphan'; readonly orphan: OrphanReceipt };

/** What is known of texts when their receipts come. */
export abstract class ReceiptsStore {
  abstract load(mtIds: readonly string[]): Promise<Map<string, KnownMt>>;
  abstract save(records: readonly ReceiptRecord[]): readonly Statement[];
}
