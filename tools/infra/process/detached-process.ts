import { spawn, type ChildProcess } from 'node:child_process';
import { open, stat, truncate } from 'node:fs/promises';
import { once } from 'node:events';
import { sendSignal } from './end-process.js';

/** The system user a process runs as, when not ours. */
export interface SystemUser {
  uid: number;
  gid: number;
}

export interface ProcessOptions {
  command: string;
  args: readonly string[];
  /** The process's whole environment; ours when absent. */
  environment?: NodeJS.ProcessEnv | undefined;
  cwd?: string;
  user?: SystemUser | undefined;
}

export interface DetachedProcess {
  readonly pid: number;
  /** Settles when the process has ended, with how. */
  readonly gone: Promise<string>;
}

export interface ToolResult {
  code: number | null;
  /** Standard output and standard error as they came, the last 64 KiB. */
  output: string;
}

const LOG_LIMIT = 10 * 1024 * 1024;
const OUTPUT_LIMIT = 64 * 1024;

/**
 * Starts a server in a process group of its own, so that the terminal's Ctrl-C reaches us and not it and the order
 * of stopping is ours. Should we end without stopping it, it gets `farewell`. Output is appended to the log file.
 */
export async function startDetached(
  o: ProcessOptions & { log: string; farewell: NodeJS.Signals },
): Promise<DetachedProcess> {
  const size = await stat(o.log).then(
    (s) => s.size,
    () => 0,
  );
  if (size > LOG_LIMIT) await truncate(o.log);
  const log = await open(o.log, 'a');
  try {
    const child = spawnApart(o, ['ignore', log.fd, log.fd], o.farewell);
    const gone = ended(child).then(([code, signal]) => (signal === null ? `exit code ${code}` : signal));
    await once(child, 'spawn');
    return { pid: child.pid!, gone };
  } finally {
    await log.close();
  }
}

/** Runs a tool to its end, out of reach of the terminal's Ctrl-C too; an aborted signal kills it, children included. */
export async function runTool(o: ProcessOptions & { signal?: AbortSignal | undefined }): Promise<ToolResult> {
  o.signal?.throwIfAborted();
  const child = spawnApart(o, ['ignore', 'pipe', 'pipe'], 'SIGKILL');
  let output = '';
  const keep = (chunk: string) => (output = (output + chunk).slice(-OUTPUT_LIMIT));
  child.stdout?.setEncoding('utf8').on('data', keep);
  child.stderr?.setEncoding('utf8').on('data', keep);
  const kill = () => child.pid !== undefined && sendSignal(GROUPS ? -child.pid : child.pid, 'SIGKILL');
  o.signal?.addEventListener('abort', kill);
  try {
    await once(child, 'spawn');
    const [code] = (await once(child, 'close')) as [number | null];
    o.signal?.throwIfAborted();
    return { code, output };
  } finally {
    o.signal?.removeEventListener('abort', kill);
  }
}

const GROUPS = process.platform !== 'win32';

function spawnApart(
  o: ProcessOptions,
  stdio: ('ignore' | 'pipe' | number)[],
  farewell: NodeJS.Signals,
): ChildProcess {
  const child = spawn(o.command, o.args, {
    stdio,
    detached: true,
    windowsHide: true,
    ...(o.environment && { env: o.environment }),
    ...(o.cwd !== undefined && { cwd: o.cwd }),
    ...o.user,
  });
  const part = () => child.pid !== undefined && sendSignal(child.pid, farewell);
  process.once('exit', part);
  child.once('exit', () => process.off('exit', part));
  child.once('error', () => process.off('exit', part));
  return child;
}

async function ended(child: ChildProcess): Promise<[number | null, NodeJS.Signals | null]> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve([code, signal]));
    child.once('error', () => resolve([null, null]));
  });
}
