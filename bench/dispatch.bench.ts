import { resolve } from 'node:path';
import { environment } from '../tools/parley/environment.js';
import { Platform } from '../tools/parley/platform.js';
import { projectRoot } from '../tools/parley/platform/project-root.js';
import { throwAwayDir } from '../tools/parley/platform/throw-away-dir.js';
import { runLoad } from '../tools/simulator/index.js';
import { Arrivals, jain, type Arrival } from './dispatch/arrivals.js';
import { dispatchOptions, type DispatchOptions } from './dispatch/dispatch-options.js';
import { QueuedTexts } from './dispatch/queued-texts.pg.js';
import { machine } from './machine.js';

/*
 * How the dispatcher empties its queue into the simulator, by HTTP and by SMPP, everything on this machine:
 * `npm run bench:dispatch -- --json`.
 */

const FAST = '12345';
const FAST_BY_SMPP = '12346';
const PACED = { sender: '20200', contract: 200 };
const FLOODED = { sender: '30300', contract: 500 };
const GOALS = {
  texts_per_s: 3_000,
  smpp_texts_per_s: 5_000,
  contract_used: 0.92,
  reply_p99_ms: 2_000,
  jain: 0.95,
  slower_by: 0.2,
};
const REPLIES_PER_S = 10;
const FIRST_PHONE = 2_000_000_000;
const WAIT_MS = 120_000;

class DispatchBench {
  private phones = FIRST_PHONE;

  constructor(
    private readonly platform: Platform,
    private readonly queued: QueuedTexts,
    private readonly options: DispatchOptions,
  ) {}

  async measure(): Promise<Record<string, unknown>> {
    const { flood, backlog } = this.options;
    say('warm-up');
    await this.dispatch(FAST, 5_000);
    await this.dispatch(FAST_BY_SMPP, 5_000);
    await this.conversations(1_000);
    const before = await this.speeds();
    const bySmpp = await this.dispatch(FAST_BY_SMPP, this.options.texts);
    const pace = await this.pace();
    say(`filling in a flood of ${flood}`);
    await this.queued.halt(FLOODED.sender);
    await this.queued.add(FLOODED.sender, 3, flood, this.options.campaigns);
    const inFlood = await this.flood();
    let withBacklog: Record<string, unknown> | undefined;
    if (backlog > 0) {
      say(`filling in a backlog of ${backlog}`);
      await this.queued.add(FLOODED.sender, 3, Math.max(1, backlog - flood), this.options.campaigns);
      const after = await this.speeds();
      withBacklog = {
        queued: backlog,
        ...after,
        dispatch_slower_by: share(1 - after.texts_per_s / before.texts_per_s),
        conversations_slower_by: share(1 - after.conversations_per_s / before.conversations_per_s),
      };
    }
    return {
      bench: 'dispatch',
      ...machine(),
      ...before,
      smpp_texts_per_s: bySmpp,
      pace,
      flood: inFlood,
      ...(withBacklog && { backlog: withBacklog }),
      goals: GOALS,
    };
  }

  private async speeds(): Promise<{ texts_per_s: number; conversations_per_s: number }> {
    const texts = await this.dispatch(FAST, this.options.texts);
    return { texts_per_s: texts, conversations_per_s: await this.conversations(4_000) };
  }

  /** Queued texts to the simulator, texts/s. */
  private async dispatch(sender: string, count: number): Promise<number> {
    const arrivals = new Arrivals(this.platform.simulator!, sender);
    await this.queued.add(sender, 2, count);
    await arrivals.until(count, WAIT_MS);
    const { texts, segmentsPerSecond } = arrivals.end();
    if (texts !== count) throw new Error(`${count} texts were queued and ${texts} arrived`);
    say(`dispatch from ${sender}: ${Math.round(segmentsPerSecond)} texts/s`);
    return Math.round(segmentsPerSecond);
  }

  /** Intake and all else: MO accepted → reply at the simulator, conversations/s. */
  private async conversations(total: number): Promise<number> {
    const result = await this.load(FAST, { total, concurrency: 256 });
    say(`conversations: ${Math.round(result.sustainedRate)}/s`);
    return Math.round(result.sustainedRate);
  }

  /** A sender with a backlog: how much of its contract it uses, and what the fullest second held. */
  private async pace(): Promise<Record<string, number>> {
    const { sender, contract } = PACED;
    const arrivals = new Arrivals(this.platform.simulator!, sender);
    const count = Math.round(contract * 0.95 * this.options.seconds);
    await this.queued.add(sender, 2, count);
    await arrivals.until(count, WAIT_MS);
    return judged(contract, arrivals.end());
  }

  /** Replies to people who text a sender that campaigns flood. */
  private async flood(): Promise<Record<string, unknown>> {
    const { sender, contract } = FLOODED;
    await this.queued.resume(sender);
    const arrivals = new Arrivals(this.platform.simulator!, sender);
    const total = REPLIES_PER_S * this.options.seconds;
    const { lost, intendedToReply } = await this.load(sender, { total, rate: REPLIES_PER_S });
    const arrived = arrivals.end();
    await this.queued.halt(sender);
    return {
      queued: this.options.flood,
      replies: total,
      reply_p50_ms: intendedToReply.p50,
      reply_p99_ms: intendedToReply.p99,
      lost,
      ...judged(contract, arrived),
      campaigns: this.options.campaigns,
      jain: share(jain(await this.queued.byCampaign(sender))),
    };
  }

  private load(to: string, load: { total: number; rate?: number; concurrency?: number }) {
    const first = this.phones;
    this.phones += load.total;
    return runLoad(this.platform.simulator!, {
      ...load,
      text: () => 'DISCOUNT',
      from: (index) => `+1${first + index}`,
      to,
      settleMs: 30_000,
    });
  }
}

function judged(
  contract: number,
  { texts, segmentsPerSecond, mostInASecond, mostAsBooked }: Arrival,
): Record<string, number> {
  const figures = {
    contract,
    texts,
    contract_used: share(segmentsPerSecond / contract),
    most_in_a_second: mostInASecond,
    most_as_booked: mostAsBooked,
  };
  say(JSON.stringify(figures));
  return figures;
}

function share(value: number): number {
  return Number(value.toFixed(3));
}

async function main(): Promise<void> {
  const options = dispatchOptions(process.argv.slice(2));
  const interrupted = new AbortController();
  process.once('SIGINT', () => interrupted.abort());
  process.once('SIGTERM', () => interrupted.abort());
  const root = projectRoot();
  const dir = await throwAwayDir(resolve(root, '.parley'), 'bench-dispatch');
  const profile =
    options.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${resolve(options.profile)}`];
  let platform: Platform | undefined;
  let queued: QueuedTexts | undefined;
  try {
    platform = await Platform.start({
      dataDir: dir.path,
      environment,
      parleyFile: resolve(root, 'bench', 'parley.dispatch.yaml'),
      inProcessSimulator: true,
      ...(profile.length > 0 && { nodeArguments: profile }),
      signal: interrupted.signal,
      progress: (step, state, detail) => state === 'done' && say(`${step} ${detail ?? ''}`),
    });
    await dir.giveBackJars();
    const { databaseUrl } = platform.infrastructure;
    queued = await QueuedTexts.open({ databaseUrl, pepper: platform.secrets.pepper });
    const result = await new DispatchBench(platform, queued, options).measure();
    process.stdout.write(`${JSON.stringify(result, undefined, options.json ? undefined : 2)}\n`);
  } finally {
    await queued?.close();
    await platform?.stop();
    await dir.remove();
  }
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

void main().catch((error: Error) => {
  say(error.message);
  process.exitCode = 1;
});
