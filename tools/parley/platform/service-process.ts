import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { startDetached } from '../../infra/process/detached-process.js';
import { endProcess, sendSignal } from '../../infra/process/end-process.js';
import { lastWords, lengthOf, writtenSince } from '../../infra/process/log-tail.js';
import { waitUntil } from '../../infra/process/wait-until.js';
import type { Environment } from '../environment.js';
import { failure } from '../parley.error.js';
import type { RunningProcess } from './run-file.js';

/** What a child needs to run; it stays the same over restarts. */
export interface ServicePlan {
  /** `dispatcher`, and `dispatcher-2` for a second replica. */
  readonly name: string;
  /** The compiled file that it runs. */
  readonly main: string;
  readonly url: string;
  /** Answers 200 once the service can do its job. */
  readonly readyPath: string;
  readonly log: string;
  readonly environment: Environment;
  readonly nodeArguments: readonly string[];
  readonly cwd: string;
}

/** How a child ended without having been asked to. */
export interface Death {
  readonly name: string;
  /** `exit code 1` or `SIGKILL`. */
  readonly how: string;
  /** The last lines of its log. */
  readonly lastLines: readonly string[];
}

export interface ServiceListener {
  /** It was ready and ended without having been asked to. */
  onDeath(death: Death): void;
  /** It has a new process. */
  onLaunch(): Promise<void>;
}

const READY_WITHIN_S = 60;
const ASK_EVERY_MS = 50;
const STOP_WITHIN_MS = 30_000;
const LAST_LINES = 6;

/** A service, or the simulator, as a child process with a log file of its own. */
export class ServiceProcess {
  private process: { pid: number; gone: Promise<string> } | undefined;
  /** It is ready and nobody asked it to end: should it end, that is a death. */
  private wanted = false;
  /** Where in the log file this run begins, in bytes. */
  private mark = 0;

  constructor(
    private plan: ServicePlan,
    private readonly listener: ServiceListener,
  ) {}

  get name(): string {
    return this.plan.name;
  }

  get url(): string {
    return this.plan.url;
  }

  get log(): string {
    return this.plan.log;
  }

  /** The process's id; undefined while it does not run. */
  get pid(): number | undefined {
    return this.process?.pid;
  }

  get running(): RunningProcess | undefined {
    if (this.process === undefined) return undefined;
    return { pid: this.process.pid, url: this.plan.url, log: this.plan.log, main: this.plan.main };
  }

  /**
   * Starts it, and resolves when it is ready.
   *
   * @throws ParleyError BUILD_MISSING, SERVICE_FAILED, SERVICE_LATE; the signal's reason once it is aborted
   */
  async start(signal?: AbortSignal): Promise<void> {
    await this.launch();
    const { process, plan } = this;
    if (process === undefined) return;
    const outcome = await waitUntil(() => answersReady(plan.url + plan.readyPath), {
      everyMs: ASK_EVERY_MS,
      withinMs: READY_WITHIN_S * 1_000,
      gone: process.gone,
      signal,
    });
    if (outcome === 'late') throw failure.serviceLate(plan.name, READY_WITHIN_S, plan.log);
    if (outcome === 'gone' || this.process !== process) {
      const words = lastWords(await writtenSince(plan.log, this.mark), /could not start|Error/);
      throw failure.serviceFailed(plan.name, await process.gone, words, plan.log);
    }
    this.wanted = true;
  }

  /** Ends the process with a signal (SIGKILL: as a crash would) and resolves when it is gone; not restarted. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const { process } = this;
    this.wanted = false;
    if (process === undefined) return;
    sendSignal(process.pid, signal);
    await process.gone;
  }

  /** What it is from its next start on: the same service, of another build. */
  runNextAs(plan: ServicePlan): void {
    this.plan = plan;
  }

  /** Starts it again after `kill` or a death, and resolves when it is ready. */
  async restart(signal?: AbortSignal): Promise<void> {
    await this.stop();
    await this.start(signal);
  }

  /** Asks it to end, and kills it after 30 s. */
  async stop(): Promise<void> {
    const { process } = this;
    this.wanted = false;
    if (process === undefined) return;
    await endProcess(process.pid, [['SIGTERM', STOP_WITHIN_MS]]);
    await process.gone;
  }

  /** Kills it without asking or waiting. */
  abandon(): void {
    this.wanted = false;
    if (this.process !== undefined) sendSignal(this.process.pid, 'SIGKILL');
  }

  private async launch(): Promise<void> {
    const { main, log, environment, nodeArguments, cwd } = this.plan;
    if (!existsSync(main)) throw failure.buildMissing(main);
    await mkdir(dirname(log), { recursive: true });
    this.mark = await lengthOf(log);
    const child = await startDetached({
      command: process.execPath,
      args: [...nodeArguments, main],
      environment: { ...environment },
      cwd,
      log,
      farewell: 'SIGTERM',
    });
    this.process = child;
    void child.gone.then((how) => this.ended(child.pid, how));
    await this.listener.onLaunch();
  }

  private async ended(pid: number, how: string): Promise<void> {
    if (this.process?.pid === pid) this.process = undefined;
    if (!this.wanted) return;
    this.wanted = false;
    this.listener.onDeath({ name: this.name, how, lastLines: await this.lastLines() });
  }

  // What this run wrote; a log that was cut off meanwhile is read from its start.
  private async lastLines(): Promise<string[]> {
    const text = await writtenSince(this.log, this.mark);
    return text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .slice(-LAST_LINES);
  }
}

async function answersReady(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}
