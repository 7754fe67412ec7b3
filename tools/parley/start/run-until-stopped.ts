import { join } from 'node:path';
import { blockOfPorts } from '../platform/ports.js';
import { resetData } from '../platform/reset-data.js';
import type { Death } from '../platform/service-process.js';
import { Supervisor } from '../platform/supervisor.js';
import { allServices, Platform } from '../platform.js';
import type { Environment } from '../environment.js';
import { seconds } from '../terminal/durations.js';
import { Interrupts } from '../terminal/interrupts.js';
import { readableLogLine } from '../terminal/log-line.js';
import { Progress } from '../terminal/progress.js';
import { shownPath } from '../terminal/shown-path.js';
import type { Terminal } from '../terminal/terminal.js';
import { welcome } from './welcome.js';

export interface RunOptions {
  terminal: Terminal;
  environment: Environment;
  dataDir: string;
  /** Begin with empty data. */
  fresh: boolean;
  parleyFile: string;
  /** Applies the file whatever was published since. */
  takesBack: boolean;
}

/**
 * Starts the platform, keeps its services running, and stops it all on Ctrl-C, SIGTERM or when a service can't be
 * kept running.
 *
 * @returns the exit code: 0 after an orderly stop, 1 when a service was given up
 * @throws what the start failed with, with nothing left running
 */
export async function runUntilStopped(o: RunOptions): Promise<number> {
  const { terminal } = o;
  const startedAt = performance.now();
  const progress = new Progress(terminal);
  let platform: Platform | undefined;
  let exitCode = 0;
  const interrupts = new Interrupts(() => {
    progress.end();
    terminal.note('Forced: what still runs is killed.');
    platform?.abandon();
    process.exit(130);
  });
  const supervisor = new Supervisor({
    restart: (name) => platform!.service(name).restart(interrupts.signal),
    onDeath: (death) => progress.say(deathNotice(death, platform!.service(death.name).log, terminal)),
    onBack: (name) => progress.say(`${terminal.colors.green('✓')} ${name} is back`),
    onGiveUp: (error) => {
      progress.say(`${terminal.colors.red('✗')} ${error.code} ${error.message}`);
      exitCode = 1;
      interrupts.end();
    },
    logOf: (name) => platform!.service(name).log,
    signal: interrupts.signal,
  });
  try {
    if (o.fresh) await resetData(o.dataDir);
    platform = await Platform.start({
      dataDir: o.dataDir,
      environment: o.environment,
      services: allServices,
      ports: blockOfPorts(o.environment),
      parleyFile: o.parleyFile,
      takesBack: o.takesBack,
      // For `parley chat --play`; the file comes only with it.
      clockFile: join(o.dataDir, 'clock'),
      progress: progress.step,
      onDeath: supervisor.died,
      signal: interrupts.signal,
    });
    progress.end();
    for (const line of welcome(platform, performance.now() - startedAt, terminal.colors))
      terminal.print(line);
    await interrupts.wait();
    await stopShowing(platform, terminal);
    return exitCode;
  } finally {
    progress.end();
    interrupts.close();
  }
}

async function stopShowing(platform: Platform, terminal: Terminal): Promise<void> {
  const began = performance.now();
  terminal.print('\nStopping …');
  await platform.stop();
  terminal.print(
    `${terminal.colors.green('✓')} stopped in ${seconds(performance.now() - began)}; the data is kept.`,
  );
}

function deathNotice({ name, how, lastLines }: Death, log: string, { colors }: Terminal): string {
  const head = `${colors.red('✗')} ${name} ended (${how}); it is started again. The end of ${shownPath(log)}:`;
  return [head, ...lastLines.map((line) => colors.dim(`    ${readableLogLine(line).slice(0, 200)}`))].join(
    '\n',
  );
}
