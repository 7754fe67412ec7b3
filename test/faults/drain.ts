import { setTimeout as wait } from 'node:timers/promises';
import { wasTaken, type LedgerEntry, type Simulator } from '../../tools/simulator/index.js';
import type { Expected } from './expected.js';
import { unansweredMos } from './judge/judge-trial.js';
import type { Outcomes } from './outcomes.pg.js';

const LOOK_EVERY_MS = 400;
/** After this nothing more is waited for: what is missing is lost. */
const DRAIN_WITHIN_MS = 90_000;
/** Time for a second copy of something to show itself once all is there, ms. */
const QUIET_MS = 1_500;

export interface DrainOptions {
  readonly expected: Expected;
  readonly outcomes: Outcomes;
  readonly simulator: Simulator;
  readonly signal: AbortSignal;
  /** The ledger's entries since the trial began. */
  entries(): Promise<readonly LedgerEntry[]>;
}

/**
 * Waits until the pipeline is quiet: every expected reply and text has arrived or has an outcome, nothing waits for
 * these phones, and all receipts are delivered. Claims that a killed dispatcher left become `unknown` some seconds
 * after their slot.
 *
 * @returns how long it took, ms, and whether it became quiet in time
 */
export async function drain(o: DrainOptions): Promise<{ ms: number; quiet: boolean }> {
  const began = performance.now();
  const phones = [...o.expected.phones];
  let quiet = false;
  while (!quiet && !o.signal.aborted && performance.now() - began < DRAIN_WITHIN_MS) {
    quiet = (await o.outcomes.waiting(phones)) === 0 && (await isComplete(o));
    if (!quiet) await wait(LOOK_EVERY_MS);
  }
  const ms = Math.round(performance.now() - began);
  if (quiet) {
    await o.simulator.whenIdle();
    await wait(QUIET_MS);
  }
  return { ms, quiet };
}

async function isComplete({ expected, outcomes, entries }: DrainOptions): Promise<boolean> {
  const soFar = await entries();
  const unanswered = unansweredMos(soFar, { expected });
  const arrived = new Set<string | undefined>();
  for (const entry of soFar)
    if (entry.kind === 'mt.received' && wasTaken(entry)) arrived.add(entry.reference);
  const missing = expected.texts.filter(({ mtId }) => !arrived.has(mtId));
  if (unanswered.length === 0 && missing.length === 0) return true;
  const phones = new Set([...unanswered.map(({ from }) => from), ...missing.map(({ phone }) => phone)]);
  const asked = unanswered.map(({ id }) => id);
  const kept = await outcomes.of([...phones], asked);
  const mos = new Set(kept.map(({ moId }) => moId));
  const mts = new Set(kept.map(({ mtId }) => mtId));
  return asked.every((id) => mos.has(id)) && missing.every(({ mtId }) => mts.has(mtId));
}
