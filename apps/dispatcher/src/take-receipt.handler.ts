import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { mtStatus, receiptReceived, type ReceiptReceived } from '@parley/contracts';
import { effect, type Batch, type Decision, type Envelope } from '@parley/messaging';
import { takeReceipt, type KnownMt } from './domain/take-receipt.js';
import { isFailureOfPhone } from './domain/unreachable.js';
import { carrierKey, ReceiptsStore, type ReceiptRecord } from './receipts.store.js';

/** Reconciles receipts, whether early, late, repeated or out of order; a status never goes back. */
@Controller()
export class TakeReceiptHandler {
  constructor(private readonly store: ReceiptsStore) {}

  @EventPattern<string>(receiptReceived.topic)
  take(@Payload() batch: Batch<ReceiptReceived>): Promise<void> {
    return batch.run<KnownMt, ReceiptRecord>({
      keyOf: ({ data }) => keyOf(data),
      load: async (_keys, events) => {
        const ids = new Set<string>();
        const theirs = new Set<string>();
        for (const { data } of events) {
          if (data.mtId !== undefined) ids.add(data.mtId);
          else if (data.carrierMessageId !== undefined) theirs.add(data.carrierMessageId);
        }
        const [byId, byCarrier] = await Promise.all([
          this.store.load([...ids]),
          this.store.loadByCarrier([...theirs]),
        ]);
        for (const [key, mt] of byCarrier) byId.set(key, mt);
        return byId;
      },
      decide: decideReceipt,
      save: (_changed, records) => this.store.save(records),
    });
  }
}

function keyOf({ mtId, carrier, carrierMessageId }: ReceiptReceived): string {
  return mtId ?? carrierKey(carrier, carrierMessageId ?? '');
}

/** The pure decision, with the event that it is. */
export function decideReceipt(
  mt: KnownMt | undefined,
  event: Pick<Envelope<ReceiptReceived>, 'id' | 'data'>,
): Decision<KnownMt, ReceiptRecord> {
  const { data } = event;
  if (!mt || mt.subscriber !== data.subscriber) {
    const orphan = {
      event_id: event.id,
      subscriber: data.subscriber,
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
  const { subscriber, status, code, carrier, carrierMessageId } = next;
  const records: ReceiptRecord[] = [
    { kind: 'advance', settled: { id: mt.id, status, code, carrier, carrierMessageId } },
  ];
  if (mt.status === 'unknown') records.push({ kind: 'resolved', mtId: mt.id, resolution: 'receipt' });
  if (isFailureOfPhone(status, code)) records.push({ kind: 'failed', subscriber, code: code! });
  if (status === 'delivered' && (mt.failures ?? 0) > 0) records.push({ kind: 'reached', subscriber });
  return {
    state: { ...mt, status, carrier, carrierMessageId },
    records,
    effects: [effect(mtStatus, `status/${status}`, next)],
    attributes: { 'parley.mt.status': status },
    links,
  };
}
