import type { Statement } from '@parley/persistence';
import type { CancelOrder } from './domain/cancel-order.js';

export interface CampaignCancel {
  readonly campaign: string;
  readonly by?: string;
  readonly why?: string;
  /** ISO 8601 */
  readonly at: string;
}

/** What people and services order about texts that wait. */
export abstract class OrdersStore {
  /** Calls back what waits and is not claimed; each text then ends by the way of every other. */
  abstract cancel(orders: readonly CancelOrder[]): readonly Statement[];
  /** Marks campaigns as cancelled; a later order moves the mark on, an earlier one does not move it back. */
  abstract cancelCampaigns(orders: readonly CampaignCancel[]): readonly Statement[];
  /** Calls back at most so many waiting texts of cancelled campaigns. @returns how many */
  abstract callBackCampaigns(most: number): Promise<number>;
}
