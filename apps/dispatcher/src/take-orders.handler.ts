import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import {
  campaignCancelRequested,
  mtCancelRequested,
  type CampaignCancelRequested,
  type MtCancelRequested,
} from '@parley/contracts';
import type { Batch } from '@parley/messaging';
import type { CancelOrder } from './domain/cancel-order.js';
import { OrdersStore, type CampaignCancel } from './orders.store.js';

/** Takes orders about texts that wait; in a group of its own, so that they never stand behind texts. */
@Controller()
export class TakeOrdersHandler {
  constructor(private readonly store: OrdersStore) {}

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
}
