/** The first byte of a text leaves no later than this after its slot, ms, where most of the contract is used (docs/adr/0004). */
export const LATENESS_MS = 45;
/** And where it is not: a busy machine then costs a reply no second slot (docs/adr/0017). */
export const RELAXED_LATENESS_MS = 250;
/** The share of the contract that bears it: 1.25 s of its slots are 0.95 of a second's segments. */
export const RELAXED_SHARE = 0.76;
/** How far ahead slots are reserved at most where senders share an account's pace, ms. */
export const ACCOUNT_LEASE_MS = 50;
/**
 * The share of an account's contract that its senders use together. Their slots lie up to a lease after the account's
 * own, so a second may hold what belongs to `1 + lease + lateness`; the rest is for texts of several segments.
 */
export const ACCOUNT_SHARE = 0.88;

export interface Contract {
  readonly segmentsPerSecond: number;
  readonly segmentsPerDay?: number;
  readonly dayZone?: string;
  readonly beyondDay?: 'wait' | 'refuse';
}

export interface Paces {
  readonly secondsPerSegment: number;
  /** Segments/s of the contract that the pace leaves unused, less what late sends may take of it. */
  readonly slackSegments: number;
  readonly leaseMs: number;
  /** How late for its slot a text may be, ms. */
  readonly latenessMs: number;
  /** Slots come so slowly that `latenessMs` is long; none of the others lies within it after them. */
  readonly relaxed: boolean;
  readonly account?: {
    readonly name: string;
    readonly secondsPerSegment: number;
    readonly slackSegments: number;
  };
  readonly day?: { readonly segments: number; readonly zone: string; readonly refuse: boolean };
}

/** The name of a carrier account among those that are paced; no sender is called so. */
export function accountName(carrier: string): string {
  return `account:${carrier}`;
}

/** The name of a sender at one of its several carriers, where that one asks to slow down. */
export function paceName(sender: string, carrier: string): string {
  return `${sender}@${carrier}`;
}

/**
 * At which paces a sender's texts are claimed.
 * @param accountPerSecond the contract of its carrier account in segments/s, where there is one
 * @param share of the sender's contract that is used
 * @param backlog whether all of that share is asked for; an account's senders are always paced as if it were
 */
export function pacesOf(
  contract: Contract,
  carrier: string,
  accountPerSecond: number | undefined,
  share: number,
  leaseMs: number,
  backlog: boolean,
): Paces {
  const { segmentsPerSecond, segmentsPerDay, dayZone = 'UTC', beyondDay } = contract;
  const relaxed = !backlog && accountPerSecond === undefined;
  const own = {
    relaxed,
    latenessMs: relaxed ? RELAXED_LATENESS_MS : LATENESS_MS,
    secondsPerSegment: 1 / (segmentsPerSecond * (relaxed ? Math.min(share, RELAXED_SHARE) : share)),
    slackSegments: segmentsPerSecond * Math.max(0, 1 - share * (1 + LATENESS_MS / 1000)),
    ...(segmentsPerDay !== undefined && {
      day: { segments: segmentsPerDay, zone: dayZone, refuse: beyondDay === 'refuse' },
    }),
  };
  if (accountPerSecond === undefined) return { ...own, leaseMs };
  const window = 1 + (ACCOUNT_LEASE_MS + LATENESS_MS) / 1000;
  return {
    ...own,
    leaseMs: Math.min(leaseMs, ACCOUNT_LEASE_MS),
    account: {
      name: accountName(carrier),
      secondsPerSegment: 1 / (accountPerSecond * ACCOUNT_SHARE),
      slackSegments: accountPerSecond * (1 - ACCOUNT_SHARE * window),
    },
  };
}
