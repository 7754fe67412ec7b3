import { resolve } from 'node:path';
import { ConversationIds } from '@parley/messaging';
import { keepsConversation } from '@parley/platform';
import { environment } from '../tools/parley/environment.js';
import { Platform } from '../tools/parley/platform.js';
import { projectRoot } from '../tools/parley/platform/project-root.js';
import { throwAwayDir } from '../tools/parley/platform/throw-away-dir.js';
import { runLoad } from '../tools/simulator/index.js';
import { machine } from './machine.js';
import { cpuBetween, processFigures, type ProcessFigures } from './process-figures.js';

/*
 * What tracing costs at 1%: CPU of the four services per conversation, with and without. Sampling follows from the
 * conversation's id, so that one running platform does both: rounds of phones that are never sampled, and rounds in
 * which one in a hundred is, by turns. `npm run bench:tracing -- --json`.
 */

const SENDER = '12345';
const RATIO = 0.01;
const ROUND = 3_000;
const PAIRS = 6;
const WARM_UP = 6_000;
const CONCURRENCY = 128;

type Mode = 'off' | 'at_1_percent';

/** Numbers that nobody had before, sampled or not as it is asked for. */
class Phones {
  private next = 2_200_000_000;
  private readonly waiting = { sampled: [] as string[], unsampled: [] as string[] };

  constructor(private readonly ids: ConversationIds) {}

  take(mode: Mode): string[] {
    return Array.from({ length: ROUND }, (_, index) =>
      this.one(mode === 'at_1_percent' && index % (1 / RATIO) === 0 ? 'sampled' : 'unsampled'),
    );
  }

  private one(kind: 'sampled' | 'unsampled'): string {
    while (this.waiting[kind].length === 0) {
      const number = `+1${(this.next += 1)}`;
      const kept = keepsConversation(this.ids.of(number, SENDER), RATIO);
      this.waiting[kept ? 'sampled' : 'unsampled'].push(number);
    }
    return this.waiting[kind].shift()!;
  }
}

class Bench {
  private readonly phones: Phones;
  readonly cpuMs: Record<Mode, number[]> = { off: [], at_1_percent: [] };

  constructor(private readonly platform: Platform) {
    this.phones = new Phones(new ConversationIds(platform.secrets.pepper));
  }

  async measure(): Promise<void> {
    for (let done = 0; done < WARM_UP; done += ROUND) await this.round('off');
    for (let pair = 0; pair < PAIRS; pair += 1) {
      // Which goes first changes, so that what drifts falls on both.
      const order: Mode[] = pair % 2 === 0 ? ['off', 'at_1_percent'] : ['at_1_percent', 'off'];
      for (const mode of order) {
        const cpu = await this.round(mode);
        this.cpuMs[mode].push(cpu);
        process.stderr.write(`${mode.padEnd(13)} ${cpu.toFixed(4)} ms CPU per conversation\n`);
      }
    }
  }

  /** @returns ms of CPU of all services per conversation */
  private async round(mode: Mode): Promise<number> {
    const phones = this.phones.take(mode);
    const before = this.processes();
    const result = await runLoad(this.platform.simulator!, {
      total: ROUND,
      concurrency: CONCURRENCY,
      text: () => 'DISCOUNT',
      from: (index) => phones[index]!,
      to: SENDER,
      settleMs: 20_000,
    });
    if (result.lost + result.refused > 0) throw new Error(`${result.lost} conversations got no reply.`);
    const cpu = Object.values(cpuBetween(before, this.processes()));
    return cpu.reduce((sum, ms) => sum + ms, 0) / ROUND;
  }

  private processes(): Record<string, ProcessFigures> {
    return Object.fromEntries(
      [...this.platform.services].map(([name, service]) => [name, processFigures(service.pid!)]),
    );
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.floor(middle - 0.5)]! + sorted[Math.ceil(middle - 0.5)]!) / 2;
}

async function main(): Promise<void> {
  const root = projectRoot();
  const dir = await throwAwayDir(resolve(root, '.parley'), 'tracing');
  let platform: Platform | undefined;
  try {
    platform = await Platform.start({
      dataDir: dir.path,
      environment,
      parleyFile: resolve(root, 'bench', 'parley.bench.yaml'),
      inProcessSimulator: true,
      serviceEnvironment: { all: { PARLEY_TRACE_RATIO: String(RATIO) } },
      progress: () => undefined,
    });
    const bench = new Bench(platform);
    await bench.measure();
    const off = median(bench.cpuMs.off);
    const on = median(bench.cpuMs.at_1_percent);
    const more = Number((on / off - 1).toFixed(4));
    const result = {
      bench: 'tracing',
      ...machine(),
      cpu_ms_per_conversation: { off: Number(off.toFixed(4)), at_1_percent: Number(on.toFixed(4)) },
      rounds: bench.cpuMs,
      more_cpu_at_1_percent: more,
      goal: { below: 0.1, met: more < 0.1 },
    };
    process.stdout.write(`${JSON.stringify(result)}\n`);
  } finally {
    await platform?.stop();
    await dir.remove();
  }
}

void main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
