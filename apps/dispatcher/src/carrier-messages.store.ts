import type { Statement } from '@parley/persistence';
import type { TextParts } from './domain/fold-parts.js';
import type { KnownMt } from './domain/take-receipt.js';

/** A part of a text as its carrier calls it. */
export interface CarrierMessage {
  readonly carrier: string;
  readonly carrierMessageId: string;
  readonly mtId: string;
  readonly attempt: number;
  /** From 1. */
  readonly part: number;
  readonly parts: number;
}

export interface MessageName {
  readonly carrier: string;
  readonly carrierMessageId: string;
}

/** The text that a carrier's message id belongs to, with what is known of its other parts. */
export interface NamedText {
  readonly mtId: string;
  readonly parts: TextParts;
}

/** A receipt that waited for its text, as the event that it was. */
export interface WaitingReceipt {
  readonly eventId: string;
  readonly receipt: {
    readonly data: unknown;
    readonly conversationId: string;
    readonly traceparent: string;
  };
}

/** Carriers' ids of our texts, for carriers whose receipts name nothing else. */
export abstract class CarrierMessagesStore {
  /** Notes what the carrier called the parts of texts, in the transaction that settles them. */
  abstract note(messages: readonly CarrierMessage[]): readonly Statement[];
  /** The texts of these messages, by `nameKey`. */
  abstract named(names: readonly MessageName[]): Promise<Map<string, NamedText>>;
  /** Notes what receipts said of parts. */
  abstract said(statuses: readonly (MessageName & { status: string })[]): readonly Statement[];
  /** Receipts of the last hour whose text is known by now, at most `most`. */
  abstract waiting(most: number): Promise<WaitingReceipt[]>;
  /** Takes receipts out of those that wait. */
  abstract taken(eventIds: readonly string[]): readonly Statement[];
}

/** By what a text is known where a receipt lacks our id. */
export function nameKey({ carrier, carrierMessageId }: MessageName): string {
  return `${carrier} ${carrierMessageId}`;
}

/** The texts with the parts of those that have several. */
export function withParts(
  known: ReadonlyMap<string, KnownMt>,
  named: Iterable<NamedText>,
): Map<string, KnownMt> {
  const all = new Map(known);
  for (const { mtId, parts } of named) {
    const mt = all.get(mtId);
    if (mt && parts.total > 1) all.set(mtId, { ...mt, parts });
  }
  return all;
}
