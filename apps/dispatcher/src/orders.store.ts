import type { Lane } from '@parley/contracts';
import type { Statement } from '@parley/persistence';
import type { CancelOrder } from './domain/cancel-order.js';

export interface CampaignCancel {
  readonly campaign: string;
  readonly by?: string;
  readonly why?: string;
  /** ISO 8601 */
  readonly at: string;
}

/** A waiting text whose person's hours are over. */
export interface ClosedMt {
  readonly id: string;
  readonly subscriber: string;
  readonly sender: string;
  /** Where the sender is a pool: the number that it goes from. */
  readonly number?: string | undefined;
  readonly lane: Lane;
  readonly segments: number;
  readonly encoding: 'gsm7' | 'ucs2';
  readonly attempt: number;
  readonly zones: string;
  readonly expiresAtMs: number;
  readonly conversationId: string;
  readonly traceparent: string;
}

export interface Deferral {
  readonly id: string;
  /** Absent: they do not begin again before it expires. ms since the epoch */
  readonly atMs?: number;
  readonly untilMs?: number;
}

/** What people and services order about texts that wait. */
export abstract class OrdersStore {
  /** Calls back what waits and is not claimed; each text then ends by the way of every other. */
  abstract cancel(orders: readonly CancelOrder[]): readonly Statement[];
  /** Marks campaigns as cancelled; a later order moves the mark on, an earlier one does not move it back. */
  abstract cancelCampaigns(orders: readonly CampaignCancel[]): readonly Statement[];
  /** Calls back at most so many waiting texts of cancelled campaigns. @returns how many */
  abstract callBackCampaigns(most: number): Promise<number>;
  /** Marketing whose hours ended while it waited, at most so many. */
  abstract closed(most: number): Promise<ClosedMt[]>;
  /** Puts it off until its hours begin again; without those it ends, as QUIET_HOURS. */
  abstract defer(deferred: readonly Deferral[]): readonly Statement[];
}
