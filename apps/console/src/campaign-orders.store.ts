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
  /**
   * Takes a campaign's name by noting its start, before its event is published: whoever comes a moment later finds it
   * taken, though the dispatcher does not know the campaign yet.
   *
   * @returns false where a start of the same event is known
   */
  abstract take(start: CampaignOrder): Promise<boolean>;
  /** Gives the name back: the event could not be published. */
  abstract giveBack(eventId: string): Promise<void>;
  /** The orders of a campaign, the oldest first. */
  abstract of(campaign: string): Promise<CampaignOrder[]>;
}
