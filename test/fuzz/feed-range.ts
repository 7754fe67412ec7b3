import { Random } from '../faults/random.js';
import type { FuzzTarget } from './fuzz-target.js';

/** What became of some inputs. */
export interface Tally {
  inputs: number;
  accepted: number;
  /** How many, by the code of the refusal. */
  refused: Record<string, number>;
  /** Of the processor. */
  slowestMs: number;
}

/** An input that must not be: by its number, it is drawn again from the run's seed. */
export interface Finding {
  readonly index: number;
  readonly kind: 'crash' | 'hang';
  readonly error: string;
}

/**
 * More of the processor than this for one input is a hang: a single one would hold up everybody else's. In ms; not of
 * the clock, as that goes on while a busy machine does other things.
 */
export const HANG_MS = 1_000;

/** The input of that number, the same whatever was drawn before. */
export function inputAt(target: FuzzTarget, seed: number, index: number): unknown {
  return target.draw(new Random(seed).fork(`${target.name} ${index}`));
}

/**
 * Feeds the inputs from one number to another, the last not included.
 *
 * @param begins hears of each number before it is fed
 * @param finds hears of each that crashes or takes too long
 */
export async function feedRange(
  target: FuzzTarget,
  seed: number,
  [from, to]: readonly [number, number],
  finds: (finding: Finding) => void,
  begins: (index: number) => void = () => undefined,
): Promise<Tally> {
  const tally: Tally = { inputs: 0, accepted: 0, refused: {}, slowestMs: 0 };
  for (let index = from; index < to; index++) {
    const input = inputAt(target, seed, index);
    begins(index);
    const began = process.threadCpuUsage();
    try {
      const { refused } = await target.feed(input);
      if (refused === undefined) tally.accepted += 1;
      else tally.refused[refused] = (tally.refused[refused] ?? 0) + 1;
    } catch (error) {
      finds({ index, kind: 'crash', error: describe(error) });
    }
    const { user, system } = process.threadCpuUsage(began);
    const ms = (user + system) / 1_000;
    tally.inputs += 1;
    tally.slowestMs = Math.max(tally.slowestMs, ms);
    if (ms > HANG_MS) finds({ index, kind: 'hang', error: `it took ${Math.round(ms)} ms` });
  }
  return tally;
}

/** Adds what became of more inputs. */
export function addTally(sum: Tally, more: Tally): void {
  sum.inputs += more.inputs;
  sum.accepted += more.accepted;
  sum.slowestMs = Math.max(sum.slowestMs, more.slowestMs);
  for (const [code, count] of Object.entries(more.refused))
    sum.refused[code] = (sum.refused[code] ?? 0) + count;
}

const MOST_OF_STACK = 1_500;

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message).slice(0, MOST_OF_STACK) : String(error);
}
