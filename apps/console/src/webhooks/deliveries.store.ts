import type { Statement } from '@parley/persistence';
import type { Attempted, Settled } from '../domain/webhooks/settle-delivery.js';

/** An event that an endpoint is to be told. */
export interface NewDelivery {
  readonly endpoint: string;
  readonly eventId: string;
  readonly type: string;
  readonly subscriber: string;
  readonly traceparent: string;
  readonly body: string;
}

/** A delivery that is this process's to try, for the time of the lease. */
export interface ClaimedDelivery extends Attempted {
  readonly id: string;
  readonly endpoint: string;
  readonly eventId: string;
  readonly type: string;
  readonly traceparent: string;
  readonly body: string;
}

/** What may be claimed of an endpoint. */
export interface Room {
  readonly endpoint: string;
  /** How many while it does well. */
  readonly most: number;
  /** How many while it fails. */
  readonly probes: number;
}

export interface Tried {
  readonly delivery: ClaimedDelivery;
  readonly settled: Settled;
}

/** How much waits for an endpoint, and whether anything goes to it. */
export interface Backlog {
  readonly endpoint: string;
  readonly waiting: number;
  /** Of those the oldest, s. */
  readonly oldestS: number;
  readonly disabled: boolean;
}

/** Deliveries to endpoints, in their order. */
export abstract class DeliveriesStore {
  /** The statement that keeps them; what an endpoint has of an event already stays as it is. */
  abstract add(deliveries: readonly NewDelivery[]): readonly Statement[];
  /** Claims what is due, in one query for all endpoints; attempts count from here. */
  abstract claim(rooms: readonly Room[]): Promise<ClaimedDelivery[]>;
  /** Keeps how attempts ended, and how their endpoints stand; @returns the endpoints that were disabled by it */
  abstract settle(tried: readonly Tried[]): Promise<string[]>;
  abstract backlogs(): Promise<Backlog[]>;
}
