import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';
import { feedRange, type Finding, type Tally } from './feed-range.js';
import { targets } from './targets.js';

/** What a worker is to do. */
export interface FuzzOrder {
  readonly target: string;
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  /** Inputs that hung a worker before this one. */
  readonly skip: readonly number[];
  /** Where the number of the input under way is written, for whoever sees that it goes on no more. */
  readonly underWay: SharedArrayBuffer;
}

/** What a worker tells: what became of a slice, and the heap in bytes after the garbage was collected. */
export type FuzzNews =
  | { readonly kind: 'slice'; readonly to: number; readonly tally: Tally; readonly ms: number }
  | { readonly kind: 'finding'; readonly finding: Finding }
  | { readonly kind: 'heap'; readonly bytes: number };

/** So many inputs between two messages; the first slice warms up what is kept for good, such as regular expressions. */
export const SLICE = 1_000;

async function work(order: FuzzOrder): Promise<void> {
  const target = targets.get(order.target)!();
  const underWay = new Int32Array(order.underWay);
  const tell = (news: FuzzNews): void => parentPort!.postMessage(news);
  const finds = (finding: Finding): void => tell({ kind: 'finding', finding });
  const begins = (index: number): void => void Atomics.store(underWay, 0, index);
  for (let from = order.from; from < order.to; from += SLICE) {
    const to = Math.min(from + SLICE, order.to);
    const began = performance.now();
    for (const range of without(order.skip, from, to)) {
      tell({
        kind: 'slice',
        to: range[1],
        tally: await feedRange(target, order.seed, range, finds, begins),
        ms: performance.now() - began,
      });
    }
    if (from === order.from || to === order.to) tell({ kind: 'heap', bytes: heapAfterCollection() });
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** The range in pieces that leave out the numbers to be skipped. */
function without(skip: readonly number[], from: number, to: number): [number, number][] {
  const pieces: [number, number][] = [];
  let begin = from;
  for (const index of skip.filter((one) => one >= from && one < to).sort((a, b) => a - b)) {
    pieces.push([begin, index]);
    begin = index + 1;
  }
  return [...pieces, [begin, to]];
}

function heapAfterCollection(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  // What the first time lets go of, such as buffers, is given back by the second.
  collect();
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

if (parentPort !== null) void work(workerData as FuzzOrder);
