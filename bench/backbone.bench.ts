import { resolve } from 'node:path';
import { runLoad, type LoadResult } from '../tools/simulator/index.js';
import { environment } from '../tools/parley/environment.js';
import { Platform } from '../tools/parley/platform.js';
import { projectRoot } from '../tools/parley/platform/project-root.js';
import { throwAwayDir } from '../tools/parley/platform/throw-away-dir.js';
import { benchOptions, type BenchOptions } from './bench-options.js';
import { diskFigures, type DiskFigures } from './disk-figures.pg.js';
import { measureFloor, type Floor } from './floor/floor.js';
import { machine } from './machine.js';
import { cpuBetween, processFigures, type ProcessFigures } from './process-figures.js';

const SENDER = '12345';
const KEYWORD = 'DISCOUNT';
const SETTLE_MS = 30_000;
const FIRST_PHONE = 2_000_000_000;

/** A run's figures, in the words of the result. */
function figures(run: LoadResult): Record<string, number> {
  const latency = run.intendedToReply;
  return {
    conversations: run.total,
    rate_per_s: Math.round(run.sustainedRate),
    p50_ms: latency.p50,
    p95_ms: latency.p95,
    p99_ms: latency.p99,
    max_ms: latency.max,
    lost: run.lost + run.refused,
    duplicates: run.duplicates,
  };
}

class Bench {
  private phones = FIRST_PHONE;

  constructor(
    private readonly platform: Platform,
    private readonly options: BenchOptions,
  ) {}

  async measure(): Promise<Record<string, unknown>> {
    const { options } = this;
    say(`warm-up: ${options.warmUp} conversations`);
    await this.run({ total: options.warmUp, concurrency: options.concurrency });
    say(`closed loop: ${options.conversations} conversations, ${options.concurrency} under way`);
    const before = this.processes();
    const diskBefore = await this.disk();
    const closed = await this.run({ total: options.conversations, concurrency: options.concurrency });
    const after = this.processes();
    const diskAfter = await this.disk();
    const open: Record<string, Record<string, number>> = {};
    for (const rate of options.rates) {
      say(`open loop: ${rate}/s for ${options.seconds} s`);
      open[`at_${rate}_per_s`] = figures(await this.run({ total: rate * options.seconds, rate }));
    }
    const floor = options.floor ? await this.floor() : undefined;
    const cpu = cpuBetween(before, after);
    const perConversation = mapValues(cpu, (ms) => round(ms / closed.total, 4));
    return {
      bench: 'backbone',
      ...machine(),
      conversations_per_s: Math.round(closed.sustainedRate),
      lost: closed.lost + closed.refused + sum(open, 'lost'),
      duplicates: closed.duplicates + sum(open, 'duplicates'),
      closed_loop: figures(closed),
      ...open,
      cpu_ms_per_conversation: { ...perConversation, all: round(total(cpu) / closed.total, 4) },
      disk_kb_per_conversation: {
        database: round((diskAfter.database - diskBefore.database) / closed.total, 2),
        broker: round((diskAfter.broker - diskBefore.broker) / closed.total, 2),
      },
      rss_mb: mapValues(this.processes(), ({ rssMb }) => Math.round(rssMb)),
      ...(floor && { floor, ratio_to_floor: round(closed.sustainedRate / floor.conversations_per_s, 3) }),
    };
  }

  private disk(): Promise<DiskFigures> {
    const { infrastructure, dataDir } = this.platform;
    return diskFigures(infrastructure.databaseUrl, resolve(dataDir, 'kafka', 'data'));
  }

  private floor(): Promise<Floor> {
    say('floor: Kafka, PostgreSQL and HTTP by themselves');
    return measureFloor(this.platform.infrastructure, Math.min(this.options.conversations, 20_000));
  }

  private async run(load: { total: number; rate?: number; concurrency?: number }): Promise<LoadResult> {
    const first = this.phones;
    this.phones += load.total;
    const result = await runLoad(this.platform.simulator!, {
      ...load,
      text: () => KEYWORD,
      from: (index) => `+1${first + index}`,
      to: SENDER,
      settleMs: SETTLE_MS,
    });
    say(JSON.stringify(figures(result)));
    return result;
  }

  /** Every process that works for a conversation; the simulator and the load driver are this one. */
  private processes(): Record<string, ProcessFigures> {
    const { kafka, postgres } = this.platform.infrastructure.processes;
    const all: Record<string, ProcessFigures> = {};
    for (const [name, service] of this.platform.services) {
      if (service.pid !== undefined) all[name] = processFigures(service.pid);
    }
    if (kafka !== undefined) all['broker'] = processFigures(kafka);
    if (postgres !== undefined) all['database'] = processFigures(postgres, true);
    all['simulator'] = processFigures(process.pid);
    return all;
  }
}

async function main(): Promise<void> {
  const options = benchOptions(process.argv.slice(2));
  const interrupted = new AbortController();
  process.once('SIGINT', () => interrupted.abort());
  process.once('SIGTERM', () => interrupted.abort());
  const root = projectRoot();
  const dir = await throwAwayDir(resolve(root, '.parley'), 'bench');
  const profile =
    options.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${resolve(options.profile)}`];
  let platform: Platform | undefined;
  try {
    platform = await Platform.start({
      dataDir: dir.path,
      environment,
      parleyFile: resolve(root, 'bench', 'parley.bench.yaml'),
      inProcessSimulator: true,
      ...(profile.length > 0 && { nodeArguments: profile }),
      signal: interrupted.signal,
      progress: (step, state, detail) => state === 'done' && say(`${step} ${detail ?? ''}`),
    });
    await dir.giveBackJars();
    const result = await new Bench(platform, options).measure();
    process.stdout.write(`${JSON.stringify(result, undefined, options.json ? undefined : 2)}\n`);
  } finally {
    await platform?.stop();
    await dir.remove();
  }
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function mapValues<T, R>(values: Record<string, T>, of: (value: T) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, of(value)]));
}

function total(values: Record<string, number>): number {
  return Object.values(values).reduce((sum0, value) => sum0 + value, 0);
}

function sum(runs: Record<string, Record<string, number>>, name: string): number {
  return Object.values(runs).reduce((sum0, run) => sum0 + (run[name] ?? 0), 0);
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

void main().catch((error: Error) => {
  say(error.message);
  process.exitCode = 1;
});
