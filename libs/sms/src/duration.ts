const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** The ms of a time as parley.yaml writes it: `30 minutes`, `2 days`, `1w`. 0 for what is no such time. */
export function durationMs(written: string): number {
  const count = Number.parseInt(written, 10);
  const unit = /[a-z]/.exec(written)?.[0] ?? '';
  return unit in UNITS && count > 0 ? count * UNITS[unit as keyof typeof UNITS] : 0;
}
