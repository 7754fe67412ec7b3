/** Seconds with one decimal, for people: `2.4 s`. */
export function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}

/** Milliseconds with one decimal: `3.2 ms`. */
export function millis(ms: number): string {
  return `${ms.toFixed(1)} ms`;
}
