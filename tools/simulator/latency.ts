/** Latencies of a run, ms. */
export interface LatencySummary {
  readonly count: number;
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
}

/** Summarises latencies in ms by sorting them; NaN marks what never came and is left out. */
export function summarise(latencies: Float64Array): LatencySummary {
  const sorted = latencies.filter((value) => !Number.isNaN(value)).sort();
  const count = sorted.length;
  if (count === 0) return { count, mean: 0, p50: 0, p95: 0, p99: 0, p999: 0, max: 0 };
  return {
    count,
    mean: rounded(sorted.reduce((sum, value) => sum + value, 0) / count),
    p50: percentile(sorted, 0.5),
    p95: percentile(sorted, 0.95),
    p99: percentile(sorted, 0.99),
    p999: percentile(sorted, 0.999),
    max: percentile(sorted, 1),
  };
}

/** Nearest rank: the smallest value that at least the share `p` of all values does not exceed. */
function percentile(sorted: Float64Array, p: number): number {
  const rank = Math.max(Math.ceil(p * sorted.length), 1);
  return rounded(sorted[rank - 1] ?? 0);
}

function rounded(ms: number): number {
  return Math.round(ms * 1_000) / 1_000;
}
