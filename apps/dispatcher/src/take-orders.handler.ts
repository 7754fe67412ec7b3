import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import {
  campaignCancelRequested,
  campaignHoldRequested,
  campaignRequested,
  mtCancelRequested,
  mtRequested,
  mtResolveRequested,
  mtStatus,
  senderHoldRequested,
  type CampaignCancelRequested,
  type CampaignHoldRequested,
  type CampaignRequested,
  type MtCancelRequested,
  type MtResolveRequested,
  type SenderHoldRequested,
} from '@parley/contracts';
import { effect, Erasures, type Batch, type Decision, type Effect } from '@parley/messaging';
import { CampaignsStore } from './campaigns.store.js';
import type { CancelOrder } from './domain/cancel-order.js';
import { holdOf, type Hold } from './domain/hold.js';
import { resolveUnknown, type ResolvableMt } from './domain/resolve-unknown.js';
import { HoldsStore } from './holds.store.js';
import { OrdersStore, type CampaignCancel } from './orders.store.js';
import { ReceiptsStore, type ReceiptRecord } from './receipts.store.js';

/** Takes orders about texts that wait; in a group of its own, so that they never stand behind texts. */
@Controller()
export class TakeOrdersHandler {
  constructor(
    private readonly store: OrdersStore,
    private readonly receipts: ReceiptsStore,
    private readonly campaigns: CampaignsStore,
    private readonly holds: HoldsStore,
    private readonly erasures: Erasures,
  ) {}

  @EventPattern<string>(mtCancelRequested.topic, { lane: 'orders' })
  cancel(@Payload() batch: Batch<MtCancelRequested>): Promise<void> {
    return batch.run<undefined, CancelOrder>({
      load: async () => new Map(),
      decide: (_, { data: { subscriber, mtId, sender, program } }) => ({
        records: [{ subscriber, mtId, sender, program }],
        effects: [],
      }),
      save: (_, orders) => this.store.cancel(orders),
    });
  }

  @EventPattern<string>(campaignCancelRequested.topic, { lane: 'orders' })
  cancelCampaign(@Payload() batch: Batch<CampaignCancelRequested>): Promise<void> {
    return batch.run<undefined, CampaignCancel>({
      load: async () => new Map(),
      decide: (_, { data: { campaign, by, why, requestedAt } }) => ({
        records: [{ campaign, by, why, at: requestedAt }],
        effects: [],
      }),
      save: (_, orders) => this.store.cancelCampaigns(orders),
    });
  }

  @EventPattern<string>(senderHoldRequested.topic, { lane: 'orders' })
  holdSender(@Payload() batch: Batch<SenderHoldRequested>): Promise<void> {
    return this.hold(batch);
  }

  @EventPattern<string>(campaignHoldRequested.topic, { lane: 'orders' })
  holdCampaign(@Payload() batch: Batch<CampaignHoldRequested>): Promise<void> {
    return this.hold(batch);
  }

  @EventPattern<string>(campaignRequested.topic, { lane: 'orders' })
  beginCampaign(@Payload() batch: Batch<CampaignRequested>): Promise<void> {
    return batch.run<undefined, { id: string; data: CampaignRequested }>({
      load: async () => new Map(),
      decide: (_, { id, data, time }) => ({
        records: [{ id, data: this.ofTheKnown(data, time) }],
        effects: [],
      }),
      save: (_, asked) => this.campaigns.keep(asked),
    });
  }

  /** The loop goes by an event's key, which is the campaign's name: whom it lists may have been forgotten since. */
  private ofTheKnown(data: CampaignRequested, time: number): CampaignRequested {
    if (data.subscribers === undefined) return data;
    return { ...data, subscribers: data.subscribers.filter((key) => !this.erasures.covers({ key, time })) };
  }

  @EventPattern<string>(mtResolveRequested.topic, { lane: 'orders' })
  resolve(@Payload() batch: Batch<MtResolveRequested>): Promise<void> {
    return batch.run<ResolvableMt, ReceiptRecord>({
      keyOf: ({ data }) => data.mtId,
      load: (mtIds) => this.receipts.loadResolvable(mtIds),
      decide: (mt, { data }, nowMs) => decideResolution(mt, data, nowMs),
      save: (_, records) => this.receipts.save(records),
    });
  }

  private hold(batch: Batch<SenderHoldRequested> | Batch<CampaignHoldRequested>): Promise<void> {
    return (batch as Batch<SenderHoldRequested | CampaignHoldRequested>).run<undefined, Hold>({
      load: async () => new Map(),
      decide: (_, { data }, nowMs) => ({ records: [holdOf(data, nowMs)], effects: [] }),
      save: (_, orders) => this.holds.keep(orders),
    });
  }
}

/** The pure decision with its events; an order about a text that is not unknown (any more) comes to nothing. */
export function decideResolution(
  mt: ResolvableMt | undefined,
  order: MtResolveRequested,
  nowMs: number,
): Decision<ResolvableMt, ReceiptRecord> {
  const resolution = resolveUnknown(mt, order, new Date(nowMs).toISOString());
  if (!mt || !resolution) return { effects: [], attributes: { 'parley.resolution': 'none' } };
  const { status, again } = resolution;
  const { as, by, why } = order;
  // Whoever orders it need not know whose story the text belongs to.
  const { conversationId } = mt;
  const effects: Effect[] = [{ ...effect(mtStatus, `status/${status.status}`, status), conversationId }];
  if (again) effects.push({ ...effect(mtRequested, 'resend', again), conversationId });
  return {
    state: { ...mt, status: status.status },
    records: [
      { kind: 'advance', settled: { id: mt.id, status: status.status, code: status.code } },
      { kind: 'resolved', mtId: mt.id, resolution: as, by, why },
    ],
    effects,
    attributes: { 'parley.resolution': as },
  };
}
