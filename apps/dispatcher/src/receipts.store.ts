import type { MtResolveRequested, ReceiptReceived } from '@parley/contracts';
import type { Statement } from '@parley/persistence';
import type { MessageName, WaitingReceipt } from './carrier-messages.store.js';
import type { ResolvableMt } from './domain/resolve-unknown.js';
import type { KnownMt } from './domain/take-receipt.js';
import type { SettledMt } from './mt-claims.store.js';

/** A receipt for a text that is not ours or not known; kept and queryable. */
export interface OrphanReceipt {
  readonly event_id: string;
  readonly subscriber: string;
  readonly carrier: string;
  readonly carrier_message_id?: string;
  readonly mt_id?: string;
  readonly status: string;
  readonly code?: string;
  readonly at: string;
  /** The event, where it may find its text later. */
  readonly receipt?: WaitingReceipt['receipt'];
}

/** An orphan whose text has settled since. */
export interface FoundOrphan {
  readonly eventId: string;
  readonly receipt: ReceiptReceived;
  readonly mt: KnownMt;
}

export type ReceiptRecord =
  | { readonly kind: 'advance'; readonly settled: SettledMt }
  | { readonly kind: 'part'; readonly part: MessageName & { readonly status: string } }
  | { readonly kind: 'orphan'; readonly orphan: OrphanReceipt }
  /** An unknown text's outcome is known: by a receipt, or by somebody's word. */
  | {
      readonly kind: 'resolved';
      readonly mtId: string;
      readonly resolution: MtResolveRequested['as'] | 'receipt';
      readonly by?: string;
      readonly why?: string;
    }
  /** The phone could not be reached. */
  | { readonly kind: 'failed'; readonly subscriber: string; readonly code: string }
  /** It could, after failures. */
  | { readonly kind: 'reached'; readonly subscriber: string };

/** What is known of texts when their receipts come. */
export abstract class ReceiptsStore {
  abstract load(mtIds: readonly string[]): Promise<Map<string, KnownMt>>;
  /** For receipts without our id; the keys are those of `nameKey`. */
  abstract loadByCarrier(carrierMessageIds: readonly string[]): Promise<Map<string, KnownMt>>;
  abstract loadResolvable(mtIds: readonly string[]): Promise<Map<string, ResolvableMt>>;
  abstract save(records: readonly ReceiptRecord[]): readonly Statement[];
  /** Notes which of these texts ended as unknown; runs in the transaction that settles them, after that. */
  abstract noteUnknowns(mtIds: readonly string[]): readonly Statement[];
  abstract foundOrphans(most: number): Promise<FoundOrphan[]>;
  abstract matched(eventIds: readonly string[]): readonly Statement[];
  /** Unknowns past the time in which receipts come. @returns those that were not told before */
  abstract surfaceUnknowns(): Promise<string[]>;
  abstract openUnknowns(): Promise<{ count: number; oldestS: number }>;
}
