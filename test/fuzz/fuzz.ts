import { join } from 'node:path';
import { machine } from '../../bench/machine.js';
import { projectRoot } from '../../tools/parley/platform/project-root.js';
import { fuzzOneTarget, type TargetReport } from './fuzz-one-target.js';
import { fuzzOptions } from './fuzz-options.js';
import { readKeptInput } from './kept-input.js';
import { targets } from './targets.js';

/*
 * Fuzzing of what the world can reach: `npm run fuzz -- --json`. The last line is the result; how far it is goes to
 * standard error.
 */

/** What may stay on the heap for good, in bytes: memos that are bounded, and what the compiler keeps. */
const HEAP_MAY_GROW = 16 * 2 ** 20;

async function main(): Promise<number> {
  const options = fuzzOptions(process.argv.slice(2));
  if (options.again !== undefined) return feedAgain(options.again);
  const { seed, inputs } = options;
  const began = performance.now();
  // Of the code that is fed, whatever is committed meanwhile.
  const where = machine();
  say(`seed ${seed}, ${inputs.toLocaleString('en-US')} inputs for each of ${options.targets.join(', ')}`);
  const reports: Record<string, TargetReport> = {};
  const folder = join(projectRoot(), '.parley', 'fuzz');
  const waiting = [...options.targets];
  const feedNext = async (): Promise<void> => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      reports[name] = await fuzzOneTarget(name, { seed, inputs, folder, say });
    }
  };
  await Promise.all(Array.from({ length: options.atOnce }, feedNext));
  const all = Object.values(reports);
  const sum = (of: (report: TargetReport) => number): number =>
    all.reduce((total, report) => total + of(report), 0);
  const totals = {
    inputs: sum(({ inputs: fed }) => fed),
    crashes: sum(({ crashes }) => crashes),
    hangs: sum(({ hangs }) => hangs),
    heapFlat: all.every(({ heap }) => heap.after - heap.before <= HEAP_MAY_GROW),
  };
  const seconds = Math.round((performance.now() - began) / 1_000);
  const result = { fuzz: 'doors', seed, seconds, ...where, ...totals, targets: reports };
  console.log(options.json ? JSON.stringify(result) : JSON.stringify(result, null, 2));
  return totals.crashes + totals.hangs === 0 && totals.heapFlat ? 0 : 1;
}

/** Without the watch of a worker: a debugger sees all of it. */
async function feedAgain(path: string): Promise<number> {
  const kept = readKeptInput(path);
  const { refused } = await targets.get(kept.target)!().feed(kept.input);
  say(refused === undefined ? 'accepted' : `refused with ${refused}`);
  return 0;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

void main().then((code) => process.exit(code));
