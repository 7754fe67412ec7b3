import { readdirSync, readFileSync } from 'node:fs';

/** CPU time and memory of a process (with its children, where asked), read from Linux's /proc. */
export interface ProcessFigures {
  /** User and system time since it started, ms. */
  readonly cpuMs: number;
  /** Memory it holds, MB (proportional share of what is shared). */
  readonly rssMb: number;
}

const TICK_MS = 10; // USER_HZ is 100 on Linux

/** The figures of a process; with `family`, of its children too, those that have ended included. */
export function processFigures(pid: number, family = false): ProcessFigures {
  const pids = family ? [pid, ...childrenOf(pid)] : [pid];
  let cpuMs = 0;
  let rssMb = 0;
  for (const each of pids) {
    const stat = statOf(each);
    if (!stat) continue;
    cpuMs += (stat.own + (family && each === pid ? stat.ended : 0)) * TICK_MS;
    rssMb += memoryMb(each, family);
  }
  return { cpuMs, rssMb };
}

/** What each named process used between two readings, ms of CPU. */
export function cpuBetween(
  before: Readonly<Record<string, ProcessFigures>>,
  after: Readonly<Record<string, ProcessFigures>>,
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(after).map(([name, now]) => [name, now.cpuMs - (before[name]?.cpuMs ?? 0)]),
  );
}

function statOf(pid: number): { own: number; ended: number; parent: number } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    return { parent: fields[1]!, own: fields[11]! + fields[12]!, ended: fields[13]! + fields[14]! };
  } catch {
    return undefined;
  }
}

function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((candidate) => statOf(candidate)?.parent === pid);
}

function memoryMb(pid: number, proportional: boolean): number {
  try {
    const file = proportional ? `/proc/${pid}/smaps_rollup` : `/proc/${pid}/status`;
    const line = (proportional ? /^Pss:\s+(\d+)/m : /^VmRSS:\s+(\d+)/m).exec(readFileSync(file, 'utf8'));
    return Number(line?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
