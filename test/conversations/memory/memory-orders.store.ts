import type { CancelOrder } from '../../../apps/dispatcher/src/domain/cancel-order.js';
import { OrdersStore } from '../../../apps/dispatcher/src/orders.store.js';
import type { MemoryQueue } from './memory-queue.store.js';

/** Orders about the texts that wait in memory. */
export class MemoryOrders extends OrdersStore {
  constructor(private readonly queue: MemoryQueue) {
    super();
  }

  cancel(orders: readonly CancelOrder[]): [] {
    for (const order of orders) this.queue.callBack(order);
    return [];
  }

  cancelCampaigns(): [] {
    return [];
  }

  async callBackCampaigns(): Promise<number> {
    return 0;
  }

  async closed(): Promise<[]> {
    return [];
  }

  defer(): [] {
    return [];
  }
}
