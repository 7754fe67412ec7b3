import { existsSync } from 'node:fs';
import { chown, mkdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assertPortFree } from '../free-port.js';
import { runTool, startDetached, type DetachedProcess } from '../process/detached-process.js';
import { endProcess, type Request } from '../process/end-process.js';
import { lengthOf, writtenSince } from '../process/log-tail.js';
import { commandOf, isAlive, processesIn } from '../process/process-identity.js';
import { waitUntil } from '../process/wait-until.js';
import { ensureDatabase, localDatabaseUrl, PARLEY } from './database-access.js';
import type { PostgresHome } from './postgres-home.js';
import { serverFailure } from './server-failure.js';
import { LOCALE_ARGUMENTS, serverSettings, settingArguments, type Durability } from './server-settings.js';

const HOST = '127.0.0.1';
const READY_WITHIN_MS = 120_000;
// SIGINT is PostgreSQL's fast shutdown, SIGQUIT its immediate one, after which it recovers from its log.
const STOP: readonly Request[] = [
  ['SIGINT', 20_000],
  ['SIGQUIT', 5_000],
];

export interface PostgresOptions {
  home: PostgresHome;
  port: number;
  durability: Durability;
  signal: AbortSignal;
}

export interface RunningDatabase {
  url: string;
  pid: number;
  /** Fast shutdown; immediate after 20 s. */
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL on its own data, makes the data and the database `parley` when they are not there, and waits
 * until it takes connections.
 *
 * @throws InfrastructureError with nothing left running
 */
export async function startEmbeddedPostgres(o: PostgresOptions): Promise<RunningDatabase> {
  const { home, port } = o;
  await stopLeftoverPostgres(home.data);
  await assertPortFree('postgres', port);
  await initialiseOnce(o);

  const mark = await lengthOf(home.log);
  const server = await startDetached({
    command: home.binaries.postgres,
    args: ['-D', home.data, ...settingArguments({ ...listening(port), ...serverSettings(o.durability) })],
    environment: ENVIRONMENT,
    cwd: '/',
    user: home.user,
    log: home.log,
    farewell: 'SIGINT',
  });
  const stop = () => endProcess(server.pid, STOP);
  try {
    const outcome = await accepting(server, o);
    if (outcome !== 'yes') {
      const words = await writtenSince(home.log, mark);
      const late = outcome === 'late' ? `\nFATAL: not ready after ${READY_WITHIN_MS / 1000} s` : '';
      throw serverFailure(words + late, { port, data: home.data, log: home.log });
    }
    await ensureDatabase(HOST, port);
    return { url: localDatabaseUrl(HOST, port), pid: server.pid, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Ends what a killed start left running on this data: PostgreSQL's processes are known by their data folder. */
export async function stopLeftoverPostgres(data: string): Promise<void> {
  if (!existsSync(data)) return;
  const folder = await realpath(data);
  const pidFile = join(folder, 'postmaster.pid');
  const pid = Number((await readFile(pidFile, 'utf8').catch(() => '')).split('\n')[0]);
  const ours = await processesIn(folder, 'postgres');
  if (pid > 1 && isAlive(pid) && (ours.includes(pid) || (await commandOf(pid)).includes(folder))) {
    await endProcess(pid, STOP);
  }
  // Children outlive a server that was killed until they notice, and hold its shared memory.
  const children = await processesIn(folder, 'postgres');
  await Promise.all(children.map((child) => endProcess(child, [['SIGQUIT', 2_000]])));
  // What the file names is gone, or is another program by now: PostgreSQL would take that one for a server.
  await rm(pidFile, { force: true });
}

// Nothing of our environment is its business; messages in English, as they are read by serverFailure.
const ENVIRONMENT: NodeJS.ProcessEnv = { LC_ALL: 'C', TZ: 'UTC' };

function listening(port: number): Record<string, string> {
  return { listen_addresses: HOST, port: String(port), unix_socket_directories: '' };
}

// Made beside and renamed when whole: a start that was killed half-way leaves no half data folder.
async function initialiseOnce(o: PostgresOptions): Promise<void> {
  const { home, signal } = o;
  if (existsSync(home.data)) return;
  const partial = `${home.data}.partial`;
  const password = join(home.folder, 'password');
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { mode: 0o700 });
  await writeFile(password, `${PARLEY}\n`, { mode: 0o600 });
  try {
    if (home.user) for (const path of [partial, password]) await chown(path, home.user.uid, home.user.gid);
    const { code, output } = await runTool({
      command: home.binaries.initdb,
      args: [
        ...['-D', partial, '-U', PARLEY, `--pwfile=${password}`, '--auth=scram-sha-256'],
        ...LOCALE_ARGUMENTS,
        '--no-instructions',
        ...(o.durability === 'fast' ? ['--no-sync'] : []),
      ],
      environment: ENVIRONMENT,
      cwd: '/',
      user: home.user,
      signal,
    });
    if (code !== 0) {
      await writeFile(home.log, output, { flag: 'a' });
      throw serverFailure(output, { port: o.port, data: home.data, log: home.log });
    }
    await rename(partial, home.data);
  } finally {
    await rm(password, { force: true });
    await rm(partial, { recursive: true, force: true });
  }
}

// As pg_ctl does it: the eighth line of the server's own file says "ready" once it takes connections.
function accepting(
  server: DetachedProcess,
  { home, signal }: PostgresOptions,
): Promise<'yes' | 'gone' | 'late'> {
  const file = join(home.data, 'postmaster.pid');
  const check = async () => {
    const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n');
    return Number(lines[0]) === server.pid && lines[7]?.trim() === 'ready';
  };
  return waitUntil(check, { everyMs: 20, withinMs: READY_WITHIN_MS, signal, gone: server.gone });
}
