import { invariants, type Invariant, type Verdict, type Violation } from './judge/evidence.js';
import type { Trial } from './run-trial.js';
import { CONTRACTS } from './words.js';

/** A trial with its final verdict: everything the ledger had at the campaign's end was held against it. */
export interface JudgedTrial {
  readonly trial: Trial;
  readonly verdict: Verdict;
}

const MOST_SHOWN = 20;

/** The campaign's result, as it stands in the JSON. */
export function campaignReport(judged: readonly JudgedTrial[], deaths: readonly string[]) {
  const violations = judged.flatMap(({ verdict }) => verdict.violations);
  return {
    trials: judged.length,
    violations: countByInvariant(violations),
    lost: violations.filter(({ invariant }) => invariant === 'I1').length,
    unknown_surfaced: sum(judged, ({ unknownSurfaced }) => unknownSurfaced),
    replies_surfaced: sum(judged, ({ repliesSurfaced }) => repliesSurfaced),
    mos_acknowledged: sum(judged, ({ acknowledged }) => acknowledged),
    mos_not_taken: sum(judged, ({ refused }) => refused),
    mts_arrived: sum(judged, ({ arrived }) => arrived),
    most_segments_in_a_second: mostSegments(judged),
    simulator_held_up: heldUp(judged),
    unasked_deaths: deaths,
    faults: countBy(judged.map(({ trial }) => trial.fault)),
    runs: judged.map(summary),
    findings: violations.slice(0, MOST_SHOWN),
  };
}

export type CampaignReport = ReturnType<typeof campaignReport>;

/** Whether every invariant held, every trial came to rest and no service ended by itself. */
export function isClean(report: CampaignReport): boolean {
  const { violations, unasked_deaths, runs } = report;
  return (
    runs.length > 0 &&
    invariants.every((invariant) => violations[invariant] === 0) &&
    unasked_deaths.length === 0 &&
    runs.every(({ quiet }) => quiet)
  );
}

/** A trial in a line of the JSON. */
export function summary({ trial, verdict }: JudgedTrial) {
  return {
    trial: trial.plan.number,
    fault: trial.fault,
    after_ms: trial.plan.faultAfterMs,
    down_ms: trial.downMs,
    drain_ms: trial.drainMs,
    quiet: trial.quiet,
    mos: verdict.acknowledged,
    mts: verdict.arrived,
    unknown: verdict.unknownSurfaced,
    ...(verdict.violations.length > 0 && { violations: countByInvariant(verdict.violations) }),
  };
}

/** By sender; `booked` may be above the contract where the simulator was held up, `certain` may not. */
function mostSegments(judged: readonly JudgedTrial[]) {
  const most = [...CONTRACTS].map(([sender, contract]) => {
    const seen = judged.map(({ verdict }) => verdict.mostInASecond[sender]!);
    const booked = Math.max(0, ...seen.map((trial) => trial.booked));
    return [
      sender,
      { contract, certain: Math.max(0, ...seen.map((trial) => trial.certain)), booked },
    ] as const;
  });
  return Object.fromEntries(most);
}

/** How often and how long the simulator could not look at its sockets, ms: arrivals are less certain then. */
function heldUp(judged: readonly JudgedTrial[]): { times: number; longest_ms: number } {
  const lengths = judged.flatMap(({ trial }) => trial.evidence.stalls.map(({ from, to }) => to - from));
  return { times: lengths.length, longest_ms: Math.round(Math.max(0, ...lengths) / 1_000) };
}

function countByInvariant(violations: readonly Violation[]): Record<Invariant, number> {
  const counts = { I1: 0, I2: 0, I3: 0, I4: 0, I5: 0 };
  for (const { invariant } of violations) counts[invariant] += 1;
  return counts;
}

function countBy(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names.toSorted()) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

function sum(judged: readonly JudgedTrial[], of: (verdict: Verdict) => number): number {
  return judged.reduce((total, { verdict }) => total + of(verdict), 0);
}
