import type { Lane } from '@parley/contracts';

/** Which waiting texts shall not go. */
export interface CancelOrder {
  readonly subscriber: string;
  readonly mtId?: string;
  readonly sender?: string;
  readonly program?: string;
}

interface Waiting {
  readonly id: string;
  readonly subscriber: string;
  readonly sender: string;
  readonly program?: string;
  readonly lane: Lane;
}

/**
 * Whether an order calls a waiting text back. Never one of the compliance lane: the confirmation of an opt-out and
 * HELP are owed to the person (47 CFR 64.1200(a)(12), CTIA), whoever would rather not send them.
 */
export function callsBack(order: CancelOrder, mt: Waiting): boolean {
  if (mt.lane === 'compliance' || mt.subscriber !== order.subscriber) return false;
  if (order.mtId !== undefined && order.mtId !== mt.id) return false;
  if (order.sender !== undefined && order.sender !== mt.sender) return false;
  return order.program === undefined || order.program === mt.program;
}

/**
 * Whether a campaign's text belongs to what was cancelled: it was asked for before. A name may be used again
 * afterwards.
 *
 * @param cancelledAtMs ms since the epoch; undefined when the campaign never was
 */
export function isCalledBack(requestedAtMs: number, cancelledAtMs: number | undefined): boolean {
  return cancelledAtMs !== undefined && requestedAtMs <= cancelledAtMs;
}
