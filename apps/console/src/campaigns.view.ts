import { Injectable } from '@nestjs/common';
import { AskedOnce } from './asked-once.js';
import { CampaignOrdersStore, type CampaignOrder } from './campaign-orders.store.js';
import { CampaignsStore, type Campaign } from './campaigns.store.js';
import { goesOn, progressOf, standingOf, type Progress } from './domain/campaign-progress.js';

/** So many campaigns are shown, and all texts of each counted. */
const MOST = 25;

export interface CampaignView extends Campaign {
  readonly progress: Progress;
  /** Whether orders to pause, resume or cancel it still mean something. */
  readonly goesOn: boolean;
}

export interface CampaignPage {
  /** All runs of the name, the newest first; none while the dispatcher has not taken the first. */
  readonly runs: readonly CampaignView[];
  readonly orders: readonly CampaignOrder[];
}

/** Campaigns and how far they have come. */
@Injectable()
export class CampaignsView {
  private readonly asked = new AskedOnce(20);

  constructor(
    private readonly campaigns: CampaignsStore,
    private readonly orders: CampaignOrdersStore,
  ) {}

  list(): Promise<{ campaigns: readonly CampaignView[] }> {
    return this.asked.of('', async () => ({ campaigns: await this.viewsOf(undefined) }));
  }

  one(name: string): Promise<CampaignPage> {
    return this.asked.of(name, async () => {
      const [runs, orders] = await Promise.all([this.viewsOf(name), this.orders.of(name)]);
      return { runs, orders };
    });
  }

  private async viewsOf(name: string | undefined): Promise<CampaignView[]> {
    const campaigns = await this.campaigns.campaigns(name, MOST);
    const texts = await this.campaigns.texts(campaigns.map(({ id }) => id));
    return campaigns.map((campaign) => {
      const progress = progressOf(
        campaign,
        texts.filter(({ id }) => id === campaign.id),
      );
      const state = standingOf(campaign, progress);
      return { ...campaign, state, progress, goesOn: goesOn(state, progress) };
    });
  }
}
