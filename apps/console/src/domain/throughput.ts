import type { StoryEntry } from './story-entry.js';

/** The time that one point of a sender's throughput stands for, s. */
export const STEP_S = 5;

/** What a sender did in the `STEP_S` seconds from `at` on. */
export interface Throughput {
  readonly sender: string;
  /** ISO 8601, a multiple of `STEP_S`. */
  readonly at: string;
  /** Given to a carrier: it has them, or may have. */
  readonly segments: number;
  /** Texts that a carrier held off: too many, or its queue is full. */
  readonly throttled: number;
}

const GIVEN: ReadonlySet<unknown> = new Set(['submitted', 'unknown']);
const HELD_OFF: ReadonlySet<unknown> = new Set(['THROTTLED', 'QUEUE_FULL']);

/** What some entries of the story add to throughputs, in the order of their times and senders. */
export function throughputOf(entries: readonly StoryEntry[]): Throughput[] {
  const found = new Map<string, Throughput>();
  for (const { kind, sender, at, data } of entries) {
    if (kind !== 'status' || sender === undefined) continue;
    const segments = GIVEN.has(data['status']) ? Number(data['segments'] ?? 1) : 0;
    const throttled = data['status'] === 'retrying' && HELD_OFF.has(data['code']) ? 1 : 0;
    if (segments + throttled === 0) continue;
    const from = stepOf(Date.parse(at));
    const place = `${from} ${sender}`;
    const before = found.get(place) ?? { sender, at: from, segments: 0, throttled: 0 };
    found.set(place, {
      ...before,
      segments: before.segments + segments,
      throttled: before.throttled + throttled,
    });
  }
  return [...found.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

/** The beginning of the step that a moment is in. @param ms since the epoch */
export function stepOf(ms: number): string {
  const step = STEP_S * 1000;
  return new Date(Math.floor(ms / step) * step).toISOString();
}

/** A sender's last minutes, step by step, the oldest first. */
export interface ThroughputLine {
  /** When the last step ends, ISO 8601. */
  readonly until: string;
  readonly stepS: number;
  readonly segments: readonly number[];
  readonly throttled: readonly number[];
}

/**
 * The steps that are over, without holes.
 *
 * @param rows of one sender
 * @param nowMs ms since the epoch
 */
export function lineOf(
  rows: readonly Omit<Throughput, 'sender'>[],
  nowMs: number,
  steps: number,
): ThroughputLine {
  const until = stepOf(nowMs);
  const known = new Map(rows.map((row) => [Date.parse(row.at), row]));
  const starts = Array.from(
    { length: steps },
    (_, place) => Date.parse(until) - (steps - place) * STEP_S * 1000,
  );
  return {
    until,
    stepS: STEP_S,
    segments: starts.map((at) => known.get(at)?.segments ?? 0),
    throttled: starts.map((at) => known.get(at)?.throttled ?? 0),
  };
}
