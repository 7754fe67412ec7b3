import type { Statement } from '@parley/persistence';

/** What somebody asked of a campaign. */
export interface CampaignOrder {
  readonly eventId: string;
  readonly campaign: string;
  readonly order: 'start' | 'pause' | 'resume' | 'cancel';
  readonly by?: string | undefined;
  readonly why?: string | undefined;
  /** ISO 8601. */
  readonly at: string;
}

/** Who asked what of campaigns, and why; kept for as long as the database is. */
export abstract class CampaignOrdersStore {
  /** The statements that keep orders; the same event twice is one. */
  abstract save(orders: readonly CampaignOrder[]): readonly Statement[];
  /** The orders of a campaign, the oldest first. */
  abstract of(campaign: string): Promise<CampaignOrder[]>;
}
