import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { mtStatus, receiptReceived, type ReceiptReceived } from '@parley/contracts';
import { effect, type Batch, type Decision, type Envelope } from '@parley/messaging';
import { isSampled } from '@parley/platform';
import {
  CarrierMessagesStore,
  nameKey,
  withParts,
  type MessageName,
  type NamedText,
  type WaitingReceipt,
} from './carrier-messages.store.js';
import { withReceipt } from './domain/fold-parts.js';
import type { StatusName } from './domain/mt-status-lattice.js';
import { takeReceipt, type KnownMt } from './domain/take-receipt.js';
import { isFailureOfPhone } from './domain/unreachable.js';
import { ReceiptsStore, type ReceiptRecord } from './receipts.store.js';
import { UnnotedNames } from './unnoted-names.js';

/** Reconciles receipts, whether early, late, repeated or out of order; a status never goes back. */
@Controller()
export class TakeReceiptHandler {
  constructor(
    private readonly store: ReceiptsStore,
    private readonly messages: CarrierMessagesStore,
    private readonly unnoted: UnnotedNames,
  ) {}

  @EventPattern<string>(receiptReceived.topic)
  take(@Payload() batch: Batch<ReceiptReceived>): Promise<void> {
    // Filled by `load`: from there on receipts of all parts of a text have one key, the text's id.
    let named: ReadonlyMap<string, NamedText> = new Map();
    let settled: ReadonlyMap<string, KnownMt> = new Map();
    const mtIdOf = ({ data }: Envelope<ReceiptReceived>): string => {
      const name = nameOf(data);
      if (data.mtId !== undefined || name === undefined) return data.mtId ?? '';
      return named.get(nameKey(name))?.mtId ?? settled.get(nameKey(name))?.id ?? '';
    };
    return batch.run<KnownMt, ReceiptRecord>({
      remains: (event) => event,
      keyOf: mtIdOf,
      load: async (_keys, events) => {
        const names = events.flatMap(({ data }) => (data.mtId === undefined ? (nameOf(data) ?? []) : []));
        await this.unnoted.kept(names);
        [named, settled] = await Promise.all([
          this.messages.named(names),
          this.store.loadByCarrier(names.map(({ carrierMessageId }) => carrierMessageId)),
        ]);
        const found = new Map([...settled.values()].map((mt) => [mt.id, mt]));
        const asked = new Set(events.map(mtIdOf).filter((id) => id !== '' && !found.has(id)));
        const known = new Map([...found, ...(await this.store.load([...asked]))]);
        const long = events.flatMap(({ data }) =>
          data.mtId !== undefined && (known.get(data.mtId)?.segments ?? 0) > 1 ? (nameOf(data) ?? []) : [],
        );
        const parts = [...named.values(), ...(await this.messages.named(long)).values()];
        return withParts(known, parts);
      },
      decide: decideReceipt,
      save: (_changed, records) => this.store.save(records),
    });
  }
}

/** How a text ends that the carrier took and the person did not get. */
const FAILED: ReadonlySet<StatusName> = new Set(['undelivered', 'rejected']);

type Heard = Envelope<ReceiptReceived>;
/** A receipt as it comes, or as it was kept. */
type HeardReceipt = Pick<Heard, 'id' | 'data'> & Partial<Pick<Heard, 'conversationId' | 'traceparent'>>;

/** The pure decision, with the event that it is. */
export function decideReceipt(
  mt: KnownMt | undefined,
  event: HeardReceipt,
): Decision<KnownMt, ReceiptRecord> {
  const { data } = event;
  if (!mt || mt.subscriber !== data.subscriber || mayBeOfAPart(mt, data)) {
    const orphan = {
      event_id: event.id,
      subscriber: data.subscriber,
      carrier: data.carrier,
      carrier_message_id: data.carrierMessageId,
      mt_id: data.mtId,
      status: data.status,
      code: data.code,
      at: data.at,
      receipt: waitingReceipt(event),
    };
    return { records: [{ kind: 'orphan', orphan }], effects: [], attributes: { 'parley.receipt': 'orphan' } };
  }
  const links = mt.traceparent === undefined ? [] : [mt.traceparent];
  // Whoever follows a text by its trace sees its end: a conversation that is debugged, an attempt that failed.
  const followed = isSampled(mt.traceparent) ? 'followed' : undefined;
  const heard = mt.parts && nameOf(data) ? withPart(mt, data) : mt;
  const parts = heard === mt ? [] : [partRecord(data)];
  const next = takeReceipt(heard, data);
  if (!next)
    return {
      ...(heard !== mt && { state: heard, records: parts }),
      effects: [],
      links,
      kept: followed,
    };
  const { subscriber, status, code, carrier, carrierMessageId } = next;
  const records: ReceiptRecord[] = [
    ...parts,
    { kind: 'advance', settled: { id: mt.id, status, code, carrier, carrierMessageId } },
  ];
  if (mt.status === 'unknown') records.push({ kind: 'resolved', mtId: mt.id, resolution: 'receipt' });
  if (isFailureOfPhone(status, code)) records.push({ kind: 'failed', subscriber, code: code! });
  if (status === 'delivered' && (mt.failures ?? 0) > 0) records.push({ kind: 'reached', subscriber });
  return {
    state: { ...heard, status, carrier, carrierMessageId },
    records,
    effects: [effect(mtStatus, `status/${status}`, next)],
    attributes: { 'parley.mt.status': status, ...(code !== undefined && { 'parley.code': code }) },
    links,
    kept: FAILED.has(status) ? 'failed' : followed,
  };
}

/** Whether the text has parts that are named is known when it is settled: until then its receipt waits. */
function mayBeOfAPart({ status, segments }: KnownMt, data: ReceiptReceived): boolean {
  return status === undefined && segments > 1 && data.carrierMessageId !== undefined;
}

/** The carrier's own name for what a receipt speaks of. */
function nameOf({ carrier, carrierMessageId }: ReceiptReceived): MessageName | undefined {
  return carrierMessageId === undefined ? undefined : { carrier, carrierMessageId };
}

function withPart(mt: KnownMt, data: ReceiptReceived): KnownMt {
  const parts = withReceipt(mt.parts!, data.carrierMessageId!, data.status);
  return parts === mt.parts ? mt : { ...mt, parts };
}

function partRecord({ carrier, carrierMessageId, status }: ReceiptReceived): ReceiptRecord {
  return { kind: 'part', part: { carrier, carrierMessageId: carrierMessageId!, status } };
}

/** It named the carrier's id alone, and that id may become known: the answer to the send may be on its way. */
function waitingReceipt({
  data,
  conversationId,
  traceparent,
}: HeardReceipt): WaitingReceipt['receipt'] | undefined {
  if (data.mtId !== undefined || data.carrierMessageId === undefined) return undefined;
  if (conversationId === undefined || traceparent === undefined) return undefined;
  return { data, conversationId, traceparent };
}
