import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { machine } from '../../bench/machine.js';
import { goldenFiles } from './golden-files.js';

/*
 * How many golden conversations are played in memory in a second, on all cores: `npm run bench:conversations`. Each goes
 * through the services' own handlers and decisions, with every event checked by its contract.
 */

/** Rounds of all conversations, on each core: after some 60 of them V8 has compiled what they go through. */
const WARM_UP = 80;
const HEATS = 15;
const ROUNDS_OF_A_HEAT = 3;

async function measure(): Promise<void> {
  const workers = Array.from(
    { length: availableParallelism() },
    () => new Worker(join(__dirname, 'conversations.worker.js')),
  );
  const heat = async (rounds: number): Promise<number> => {
    const played = await Promise.all(
      workers.map(async (worker) => {
        worker.postMessage(rounds);
        return Number((await once(worker, 'message'))[0]);
      }),
    );
    return played.reduce((sum, count) => sum + count, 0);
  };
  await heat(WARM_UP);
  const perSecond: number[] = [];
  const perSecondAndCore: number[] = [];
  for (let n = 0; n < HEATS; n++) {
    const begunMs = performance.now();
    const before = process.cpuUsage();
    const played = await heat(ROUNDS_OF_A_HEAT);
    const { user, system } = process.cpuUsage(before);
    perSecond.push((played * 1_000) / (performance.now() - begunMs));
    perSecondAndCore.push((played * 1_000_000) / (user + system));
  }
  await Promise.all(workers.map((worker) => worker.terminate()));
  const all = [...goldenFiles().values()].flatMap(({ conversations }) => conversations);
  const figures = {
    bench: 'conversations',
    ...machine(),
    conversations: all.length,
    turns: all.flatMap(({ steps }) => steps).filter(({ kind }) => kind !== 'wait').length,
    conversationsPerSecond: ofHeats(perSecond),
    // Of processor time, that of the garbage collector's and the compiler's threads included.
    conversationsPerSecondAndCore: ofHeats(perSecondAndCore),
  };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}

/** What else the machine does can only make a heat slower. */
function ofHeats(figures: readonly number[]): { median: number; best: number } {
  const sorted = [...figures].sort((one, other) => one - other);
  return { median: Math.round(sorted[sorted.length >> 1]!), best: Math.round(sorted.at(-1)!) };
}

void measure();
