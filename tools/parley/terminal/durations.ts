/** Seconds with one decimal, for people: `2.4 s`. */
export function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}

/** Milliseconds with one decimal: `3.2 ms`. */
export function millis(ms: number): string {
  return `${ms.toFixed(1)} ms`;
}

/** As exact as it is worth: `3.2 ms`, from 10 s on `16.8 s`, then `12.5 min`, `7.5 h`. */
export function lasted(ms: number): string {
  if (ms < 10_000) return millis(ms);
  if (ms < 600_000) return seconds(ms);
  return ms < 7_200_000 ? `${(ms / 60_000).toFixed(1)} min` : `${(ms / 3_600_000).toFixed(1)} h`;
}
