import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { addTally, inputAt, type Finding, type Tally } from './feed-range.js';
import type { FuzzNews, FuzzOrder } from './fuzz-worker.js';
import { keepInput } from './kept-input.js';
import { targets } from './targets.js';

/** What the fuzzing of one target came to. */
export interface TargetReport extends Tally {
  crashes: number;
  hangs: number;
  /** Bytes after garbage collection: after the first thousand inputs, and after the last one. */
  heap: { before: number; after: number };
  perSecond: number;
  /** Where inputs that crashed or hung were written. */
  kept: string[];
}

export interface FuzzTerms {
  readonly seed: number;
  readonly inputs: number;
  /** Where inputs go that crashed or hung. */
  readonly folder: string;
  readonly say: (line: string) => void;
}

/** An input under way for so long is not waited for: its worker is ended. In ms. */
const STUCK_MS = 30_000;
const LOOK_EVERY_MS = 1_000;
/** No input is under way: the worker is being loaded. */
const NONE_YET = -1;
/** Of the same bug there may be thousands: so many are kept. */
const MOST_KEPT = 20;

/** Feeds a target in a worker of its own, so that an input that never ends is seen and the others go on. */
export async function fuzzOneTarget(name: string, terms: FuzzTerms): Promise<TargetReport> {
  const target = targets.get(name)!();
  const report: TargetReport = {
    inputs: 0,
    accepted: 0,
    refused: {},
    slowestMs: 0,
    crashes: 0,
    hangs: 0,
    heap: { before: 0, after: 0 },
    perSecond: 0,
    kept: [],
  };
  const skip: number[] = [];
  let done = 0;
  let fedMs = 0;

  const finds = (finding: Finding): void => {
    const { seed, folder, say } = terms;
    const { index, kind, error } = finding;
    report[kind === 'crash' ? 'crashes' : 'hangs'] += 1;
    if (report.kept.length >= MOST_KEPT) return;
    const input = inputAt(target, seed, index);
    const path = keepInput(folder, { target: name, why: `${kind}: ${error}`, seed, index, input });
    report.kept.push(path);
    say(`${kind.toUpperCase()} ${name}, seed ${seed}, input ${index}: ${error.split('\n')[0]} → ${path}`);
  };
  const hears = (news: FuzzNews): void => {
    if (news.kind === 'finding') return finds(news.finding);
    if (news.kind === 'heap') {
      report.heap.before ||= news.bytes;
      report.heap.after = news.bytes;
      return;
    }
    addTally(report, news.tally);
    fedMs += news.ms;
    done = news.to;
    report.perSecond = Math.round((1_000 * report.inputs) / fedMs);
    if (done % Math.ceil(terms.inputs / 10) === 0) terms.say(line(name, report, terms.inputs));
  };

  while (done < terms.inputs) {
    const stuck = await oneWorker(
      { target: name, seed: terms.seed, from: done, to: terms.inputs, skip },
      hears,
    );
    if (stuck === undefined) {
      if (done < terms.inputs) throw new Error(`The worker of ${name} ended after ${done} inputs.`);
      break;
    }
    skip.push(stuck);
    finds({ index: stuck, kind: 'hang', error: `it did not end within ${STUCK_MS} ms` });
  }
  return report;
}

/** Runs until the worker is done. @returns the input that it was stuck with, where it was */
function oneWorker(
  order: Omit<FuzzOrder, 'underWay'>,
  hears: (news: FuzzNews) => void,
): Promise<number | undefined> {
  const underWay = new SharedArrayBuffer(4);
  const index = new Int32Array(underWay).fill(NONE_YET);
  const worker = new Worker(join(__dirname, 'fuzz-worker.js'), { workerData: { ...order, underWay } });
  return new Promise((resolve, reject) => {
    let last = NONE_YET;
    let sinceMs = performance.now();
    const watch = setInterval(() => {
      const now = Atomics.load(index, 0);
      if (now === NONE_YET || now !== last) [last, sinceMs] = [now, performance.now()];
      else if (performance.now() - sinceMs > STUCK_MS) {
        resolve(now);
        void worker.terminate();
      }
    }, LOOK_EVERY_MS);
    worker.on('message', hears);
    // First come, first settled: an error is followed by an exit.
    worker.on('error', reject);
    worker.on('exit', () => {
      clearInterval(watch);
      resolve(undefined);
    });
  });
}

function line(name: string, { inputs, crashes, hangs, perSecond }: TargetReport, of: number): string {
  const count = (number: number): string => number.toLocaleString('en-US');
  return `${name.padEnd(20)} ${count(inputs)} of ${count(of)}, ${crashes} crashes, ${hangs} hangs, ${count(perSecond)}/s`;
}
