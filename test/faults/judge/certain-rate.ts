import type { LedgerEntry, MtReceived } from '../../../tools/simulator/index.js';

/** A time in which the simulator could not look at what arrived, microseconds since the epoch. */
export interface Stall {
  readonly from: number;
  readonly to: number;
}

const SECOND = 1_000_000;
/** How long after a stall what it left on the sockets is still being read, microseconds; longer is a stall again. */
const AFTERMATH = 15_000;

interface Span {
  /** When it arrived at the earliest. */
  readonly earliest: number;
  /** When it was booked. */
  readonly at: number;
  readonly segments: number;
}

/**
 * The most segments of a sender that certainly arrived within one sliding second (half-open). What was booked right
 * after a stall of the simulator may have arrived at any moment of that stall, so it counts only in seconds that
 * hold all of these moments. Without stalls this is the plain count.
 */
export function certainSegmentsInASecond(
  entries: Iterable<LedgerEntry>,
  sender: string,
  stalls: readonly Stall[],
): number {
  const spans: Span[] = [];
  for (const entry of entries) {
    if (entry.kind === 'mt.received' && entry.from === sender) spans.push(spanOf(entry, stalls));
  }
  spans.sort((a, b) => a.at - b.at);
  let most = 0;
  let first = 0;
  for (const { earliest: start } of spans) {
    // A second that holds the most can begin where one of its texts may have come at the earliest.
    while (first > 0 && spans[first - 1]!.at >= start) first -= 1;
    while (first < spans.length && spans[first]!.at < start) first += 1;
    let within = 0;
    for (let next = first; next < spans.length && spans[next]!.at < start + SECOND; next += 1) {
      if (spans[next]!.earliest >= start) within += spans[next]!.segments;
    }
    most = Math.max(most, within);
  }
  return most;
}

function spanOf({ at, segments }: MtReceived, stalls: readonly Stall[]): Span {
  let earliest = at;
  // Latest first: the aftermath of one stall may hold the next one.
  for (let index = stalls.length - 1; index >= 0; index -= 1) {
    const { from, to } = stalls[index]!;
    if (from <= earliest && earliest <= to + AFTERMATH) earliest = from;
  }
  return { earliest, at, segments };
}
