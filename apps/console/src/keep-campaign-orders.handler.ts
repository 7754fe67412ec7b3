import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import {
  campaignCancelRequested,
  campaignHoldRequested,
  campaignRequested,
  type CampaignCancelRequested,
  type CampaignHoldRequested,
  type CampaignRequested,
} from '@parley/contracts';
import type { Batch } from '@parley/messaging';
import { CampaignOrdersStore, type CampaignOrder } from './campaign-orders.store.js';

interface Asked {
  readonly campaign: string;
  readonly by?: string | undefined;
  readonly why?: string | undefined;
  readonly requestedAt: string;
}

/** Keeps who asked what of campaigns, and why: the dispatcher knows the last of it alone. */
@Controller()
export class KeepCampaignOrdersHandler {
  constructor(private readonly orders: CampaignOrdersStore) {}

  @EventPattern<string>(campaignRequested.topic)
  start(@Payload() batch: Batch<CampaignRequested>): Promise<void> {
    return this.keep(batch, () => 'start');
  }

  @EventPattern<string>(campaignHoldRequested.topic)
  hold(@Payload() batch: Batch<CampaignHoldRequested>): Promise<void> {
    return this.keep(batch, ({ held }) => (held ? 'pause' : 'resume'));
  }

  @EventPattern<string>(campaignCancelRequested.topic)
  cancel(@Payload() batch: Batch<CampaignCancelRequested>): Promise<void> {
    return this.keep(batch, () => 'cancel');
  }

  private keep<T extends Asked>(
    batch: Batch<T>,
    orderOf: (data: T) => CampaignOrder['order'],
  ): Promise<void> {
    return batch.run<undefined, CampaignOrder>({
      load: async () => new Map(),
      decide: (_, { id: eventId, data }) => {
        const { campaign, by, why, requestedAt: at } = data;
        return { records: [{ eventId, campaign, order: orderOf(data), by, why, at }], effects: [] };
      },
      save: (_, orders) => this.orders.save(orders),
    });
  }
}
