/** From this lane on texts wait for replies, share their lane with others, and grow old: P2 and P3. */
export const FIRST_LOW_LANE = 2;
/** How much of a lease P2 and P3 may fill: a reply finds the rest free. */
export const LOW_LANES_LEASE = 0.8;
/** How long a text of P2, P3 waits until it is old, s. */
export const OLD_AFTER_S = { transactional: 10, bulk: 60 } as const;
/** The share of the pace that the old ones of P2, and those of P3, get before replies: all else is the replies'. */
export const OLD_SHARE = 0.1;

/** The share of a day's segments that P2 and P3 leave for replies. */
export const DAY_KEPT = 0.05;

/** A text that may go now: the first of its conversation. */
export interface Head {
  readonly id: string;
  /** 0 to 3: P0 to P3. */
  readonly lane: number;
  /** Its campaign in P2 and P3; '' for what has none. */
  readonly flow: string;
  /** Segments; 0: it is suppressed, so it needs no slot. */
  readonly cost: number;
  readonly dueMs: number;
  readonly seq: number;
}

/** What is remembered of a campaign: virtual times, in segments. */
export interface Flow {
  readonly lane: number;
  readonly flow: string;
  /** Start tag of its next text, at least. */
  readonly start: number;
  /** Start tag of its text that was served last. */
  readonly served: number;
}

export interface Pace {
  /** When the sender is free again, ms. */
  readonly tatMs: number;
  /** Until when the old ones of a lane had their share, ms. */
  readonly oldUntilMs: Readonly<Record<number, number>>;
}

export interface TurnTerms {
  readonly nowMs: number;
  readonly secondsPerSegment: number;
  readonly slackSegments: number;
  readonly leaseMs: number;
  readonly most: number;
}

export interface Turns {
  /** Who goes, in order, with slots. */
  readonly taken: readonly { readonly id: string; readonly slotMs: number }[];
  readonly flows: readonly Flow[];
  readonly pace: Pace;
}

interface Tagged extends Head {
  readonly tag: number;
  old: boolean;
}

/**
 * Whose turn it is within a lease, and when. P0 first, then P1, P2, P3; within P2 and P3 start-time fair queueing
 * among campaigns (Goyal, Vin, Cheng 1996): the lowest start tag goes, where a text starts when the one before it of
 * its campaign ends, and not before the tag that its lane served last. Old ones of P2 and P3 go before P1, up to
 * their share. The claim in `claim.sql.pg.ts` is this, said in SQL; a spec holds the two together.
 */
export function takeTurns(
  heads: readonly Head[],
  flows: readonly Flow[],
  pace: Pace,
  terms: TurnTerms,
): Turns {
  const { nowMs, secondsPerSegment, slackSegments, leaseMs, most } = terms;
  const msOf = (segments: number): number => segments * secondsPerSegment * 1000;
  const tagged = tag(heads, flows);
  for (const lane of [FIRST_LOW_LANE, FIRST_LOW_LANE + 1]) {
    let before = Math.max(pace.oldUntilMs[lane] ?? -Infinity, nowMs);
    for (const head of tagged.filter((one) => one.lane === lane && isOld(one, nowMs)).sort(byTag)) {
      head.old = before <= nowMs + leaseMs;
      before += msOf(head.cost) / OLD_SHARE;
    }
  }
  tagged.sort((a, b) => rank(a) - rank(b) || a.lane - b.lane || byTag(a, b));
  const gap = (head: Head): number =>
    head.cost === 0 ? 0 : Math.max(0, head.cost - 1 - Math.max(0, slackSegments));
  const first = tagged.find(({ cost }) => cost > 0);
  const firstGap = first ? gap(first) : 0;
  const begin = Math.max(nowMs, pace.tatMs + msOf(firstGap));
  let before = -firstGap;
  let count = 0;
  const taken: (Tagged & { slotMs: number })[] = [];
  for (const head of tagged) {
    before += gap(head);
    const slotMs = begin + msOf(before);
    before += head.cost;
    if (head.cost > 0) count += 1;
    const lease = head.lane < FIRST_LOW_LANE || head.old ? leaseMs : leaseMs * LOW_LANES_LEASE;
    if (head.cost === 0 || (slotMs <= nowMs + lease && count <= most)) taken.push({ ...head, slotMs });
  }
  const paid = taken.filter(({ cost }) => cost > 0);
  const oldUntilMs = { ...pace.oldUntilMs };
  for (const { lane, old, cost } of paid)
    if (old) oldUntilMs[lane] = Math.max(oldUntilMs[lane] ?? -Infinity, nowMs) + msOf(cost) / OLD_SHARE;
  return {
    taken: taken.map(({ id, slotMs }) => ({ id, slotMs })),
    flows: flows.map((flow) => served(flow, paid)),
    pace: { tatMs: Math.max(pace.tatMs, ...paid.map(({ slotMs, cost }) => slotMs + msOf(cost))), oldUntilMs },
  };
}

/** Gives each text its start tag. */
function tag(heads: readonly Head[], flows: readonly Flow[]): Tagged[] {
  return flows.flatMap(({ lane, flow, start }) => {
    const virtual = Math.max(...flows.filter((one) => one.lane === lane).map((one) => one.served));
    let next = Math.max(start, virtual);
    return heads
      .filter((head) => head.lane === lane && head.flow === flow)
      .sort((a, b) => a.dueMs - b.dueMs || a.seq - b.seq)
      .map((head) => {
        const begins = next;
        next += head.cost;
        return { ...head, tag: begins, old: false };
      });
  });
}

function isOld({ lane, cost, dueMs }: Head, nowMs: number): boolean {
  const afterS = lane === FIRST_LOW_LANE ? OLD_AFTER_S.transactional : OLD_AFTER_S.bulk;
  return cost > 0 && dueMs < nowMs - afterS * 1000;
}

function rank({ lane, old }: Tagged): number {
  return old ? 1 : lane * 2;
}

function byTag(a: Tagged, b: Tagged): number {
  return a.tag - b.tag || a.dueMs - b.dueMs || a.seq - b.seq;
}

function served(flow: Flow, paid: readonly Tagged[]): Flow {
  const own = paid.filter((one) => one.lane === flow.lane && one.flow === flow.flow);
  if (own.length === 0) return flow;
  return {
    ...flow,
    start: Math.max(...own.map((one) => one.tag + one.cost)),
    served: Math.max(...own.map((one) => one.tag)),
  };
}
