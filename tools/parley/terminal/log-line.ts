const LEVELS: Readonly<Record<number, string>> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'error',
  60: 'fatal',
};

interface Entry {
  level?: number;
  time?: string;
  msg?: string;
  error?: string;
}

/** A service's log line for people: `04:41:23 warn  what it says`. What is no JSON object stays as it is. */
export function readableLogLine(line: string): string {
  const entry = parsed(line);
  if (entry?.msg === undefined && entry?.error === undefined) return line;
  const { level, time, msg, error } = entry;
  const said = [msg, error].filter((part) => part !== undefined).join(': ');
  return `${time?.slice(11, 19) ?? ''} ${(LEVELS[level ?? 0] ?? '').padEnd(5)} ${said}`.trim();
}

function parsed(line: string): Entry | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
