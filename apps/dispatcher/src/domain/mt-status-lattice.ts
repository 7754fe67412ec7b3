import type { MtStatus } from '@parley/contracts';

export type StatusName = MtStatus['status'];

/** How far along each status is; a text's status only ever goes up, in whatever order news arrives. */
const RANK: Readonly<Record<StatusName, number>> = {
  queued: 0,
  retrying: 1,
  unknown: 2,
  submitted: 3,
  sent: 4,
  refused: 9,
  suppressed: 9,
  expired: 9,
  rejected: 9,
  delivered: 9,
  undelivered: 9,
};

/** From here on nothing changes any more. */
export const FINAL_RANK = 9;

export function rankOf(status: StatusName): number {
  return RANK[status];
}

export function isFinal(status: StatusName): boolean {
  return RANK[status] === FINAL_RANK;
}

/** Whether news moves a text on from where it stands. */
export function advances(from: StatusName | undefined, to: StatusName): boolean {
  return from === undefined || RANK[to] > RANK[from];
}
