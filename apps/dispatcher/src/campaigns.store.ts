import type { CampaignRequested } from '@parley/contracts';
import type { Statement } from '@parley/persistence';

/** A campaign at the place where its next people are taken. */
export interface CampaignRun {
  /** The id of its event. */
  readonly id: string;
  readonly campaign: string;
  readonly sender: string;
  readonly program: string;
  readonly text: string;
  /** Absent: everybody who is in the program. */
  readonly subscribers?: readonly string[];
  readonly expiresAtMs?: number;
  readonly requestedAtMs: number;
  readonly chunk: number;
  readonly reachedTo: string;
  /** It was called off. */
  readonly cancelled: boolean;
  /** Texts of it that are due and wait, counted up to the most that shall. */
  readonly waiting: number;
}

export interface CampaignStep {
  readonly queued: number;
  readonly refused: number;
  readonly reachedTo: string;
  /** Nobody is left, or nobody may be reached any more. */
  readonly ended?: 'done' | 'cancelled' | 'expired';
}

/** Campaigns that were given by one event, and how far they have come. */
export abstract class CampaignsStore {
  /** Keeps new campaigns; the same event twice is one. */
  abstract keep(asked: readonly { id: string; data: CampaignRequested }[]): readonly Statement[];
  /** Takes the campaign that waited longest for this replica, for half a minute; undefined when none is due. */
  abstract take(mostWaiting: number): Promise<CampaignRun | undefined>;
  /** Who comes next, in the order of their numbers as they rest. */
  abstract members(run: CampaignRun, most: number): Promise<string[]>;
  /** Notes a step and lets go of the campaign; fails the transaction where another replica took this step. */
  abstract step(run: CampaignRun, step: CampaignStep): readonly Statement[];
}
