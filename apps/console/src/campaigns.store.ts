import type { Crowd } from './domain/campaign-hours.js';

/** A campaign as the dispatcher has it. Instants are ISO 8601. */
export interface Campaign {
  /** The id of its event. */
  readonly id: string;
  readonly campaign: string;
  readonly sender: string;
  readonly program: string;
  readonly text: string;
  /** How many numbers its list has; absent: everybody who is in the program. */
  readonly listed?: number;
  readonly sendAfter?: string;
  readonly expiresAt?: string;
  readonly by?: string;
  readonly requestedAt: string;
  /** Of its people; of its texts, what the queue has of them. */
  readonly state: CampaignState;
  /** Somebody paused it and nobody resumed it, whether anything of it waits or not. */
  readonly held: boolean;
  /** Its sender is paused, so nothing of it goes whatever its own state is. */
  readonly senderPaused: boolean;
  /** People who had their turn and whose text was queued, and whose was not. */
  readonly queued: number;
  readonly refused: number;
  /** People who have their turn yet; of a program, who is in it now. */
  readonly left: number;
  readonly endedAt?: string;
}

export type CampaignState = 'waits' | 'running' | 'paused' | 'done' | 'cancelled' | 'expired';

/** Texts of a campaign that have come to the same. */
export interface CampaignTexts {
  readonly id: string;
  /** Of `mt.status`, or `waiting`, `deferred` (for its hours or its retry) and `calledBack` of what is in the queue. */
  readonly status: string;
  readonly code?: string;
  readonly texts: number;
}

/** How many of a list's numbers stand so with a program. */
export interface Membership {
  readonly state: string;
  readonly people: number;
}

/** What the dispatcher knows of campaigns; nothing is written by it. */
export abstract class CampaignsStore {
  /** The newest, or all runs of one name; the newest first. */
  abstract campaigns(name: string | undefined, most: number): Promise<Campaign[]>;
  /** What the texts of campaigns have come to. Reads every text of them. */
  abstract texts(ids: readonly string[]): Promise<CampaignTexts[]>;
  /** Members of each program, by `<sender>/<program>`. */
  abstract members(): Promise<Map<string, number>>;
  /** A program's members, by where their numbers are from. */
  abstract crowds(sender: string, program: string): Promise<Crowd[]>;
  /** How numbers stand with a program; who is in it, by where their numbers are from. */
  abstract standing(
    sender: string,
    program: string,
    numbers: readonly string[],
  ): Promise<{ memberships: readonly Membership[]; crowds: readonly Crowd[] }>;
}
