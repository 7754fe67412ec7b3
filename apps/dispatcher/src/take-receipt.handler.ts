import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { mtStatus, receiptReceived, type ReceiptReceived } from '@parley/contracts';
import { effect, type Batch, type Decision, type Envelope } from '@parley/messaging';
import { takeReceipt, type KnownMt } from './domain/take-receipt.js';
import { ReceiptsStore, type ReceiptRecord } from './receipts.store.js';

/** Reconciles receipts, whether early, late, repeated or out of order; a status never goes back. */
@Controller()
export class TakeReceiptHandler {
  constructor(private readonly store: ReceiptsStore) {}

  @EventPattern<string>(receiptReceived.topic)
  take(@Payload() batch: Batch<ReceiptReceived>): Promise<void> {
    return batch.run<KnownMt, ReceiptRecord>({
      keyOf: (event) => event.data.mtId ?? '',
      load: (mtIds) => this.store.load(mtIds.filter((id) => id !== '')),
      decide: decideReceipt,
      save: (_changed, records) => this.store.save(records),
    });
  }
}

/** The pure decision, with the event that it is. */
export function decideReceipt(
  mt: KnownMt | undefined,
  event: Envelope<ReceiptReceived>,
): Decision<KnownMt, ReceiptRecord> {
  const { data } = event;
  if (!mt || mt.subscriber !== data.subscriber) {
    const orphan = {
      event_id: event.id,
      carrier: data.carrier,
      carrier_message_id: data.carrierMessageId,
      mt_id: data.mtId,
      status: data.status,
      code: data.code,
      at: data.at,
    };
    return { records: [{ kind: 'orphan', orphan }], effects: [], attributes: { 'parley.receipt': 'orphan' } };
  }
  const links = mt.traceparent === undefined ? [] : [mt.traceparent];
  const next = takeReceipt(mt, data);
  if (!next) return { effects: [], links };
  const { status, code, carrier, carrierMessageId } = next;
  return {
    state: { ...mt, status, carrier, carrierMessageId },
    records: [{ kind: 'advance', settled: { id: mt.id, status, code, carrier, carrierMessageId } }],
    effects: [effect(mtStatus, `status/${status}`, next)],
    attributes: { 'parley.mt.status': status },
    links,
  };
}
