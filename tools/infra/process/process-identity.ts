import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFile, readdir, readlink } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Whether the process runs. One that has ended and waits to be collected by its parent does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return !hasEnded(statFields(pid));
}

/**
 * Whether a process has ended, by the fields of proc(5) stat from the third on. Whose first thread has ended while others
 * are still at it looks like a zombie, and holds its ports until the last of them is gone (seen of a killed JVM).
 */
export function hasEnded(stat: readonly string[] | undefined): boolean {
  const [state, threads] = [stat?.[0], Number(stat?.[17])];
  return state === 'X' || (state === 'Z' && threads <= 1);
}

/** What tells a process from a later one under the same number: when it started. Absent when it can't be known. */
export async function startOf(pid: number): Promise<string | undefined> {
  // Field 22 of proc(5) stat, in clock ticks since boot; the fields here begin at the third.
  if (process.platform === 'linux') return statFields(pid)?.[19];
  return ask(pid, 'lstart=');
}

/** The process's command line; empty when it can't be read. */
export async function commandOf(pid: number): Promise<string> {
  if (process.platform !== 'linux') return (await ask(pid, 'command=')) ?? '';
  const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return line.replaceAll('\0', ' ').trim();
}

/** Processes of this program name whose working folder it is (Linux only, elsewhere none are found). */
export async function processesIn(folder: string, program: string): Promise<number[]> {
  if (process.platform !== 'linux') return [];
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '');
      if (name.trim() !== program) return [];
      return (await readlink(`/proc/${pid}/cwd`).catch(() => '')) === folder ? [Number(pid)] : [];
    }),
  );
  return found.flat();
}

function statFields(pid: number): string[] | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in parentheses, and may hold anything.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

async function ask(pid: number, field: string): Promise<string | undefined> {
  try {
    const { stdout } = await run('ps', ['-ww', '-o', field, '-p', String(pid)]);
    return stdout.trim() || undefined;
  } catch {
    return undefined;
  }
}
