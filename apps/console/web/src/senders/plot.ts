import type { ThroughputLine } from '../../../src/domain/throughput.js';

/** The plot's own measure; the page stretches it. */
export const WIDTH = 600;
export const HEIGHT = 120;

/** What a plot of a sender's throughput is drawn from. */
export interface Plot {
  /** Segments/s by step, the oldest first. */
  readonly rates: readonly number[];
  readonly peak: number;
  /** What the upper edge means, segments/s. */
  readonly top: number;
  /** Where the contract's line is, from above; absent where it is beyond the upper edge. */
  readonly contractY: number | undefined;
  readonly throttles: readonly { readonly x: number; readonly at: number; readonly texts: number }[];
}

/** A line that uses less than this share of the contract is drawn larger, without the contract: it would be flat. */
const WORTH_SHOWING = 0.2;

/** @param contract segments/s */
export function plotOf({ segments, throttled, stepS, until }: ThroughputLine, contract: number): Plot {
  const rates = segments.map((count) => count / stepS);
  const peak = Math.max(0, ...rates);
  const small = peak > 0 && peak < contract * WORTH_SHOWING;
  const top = small ? peak * 1.5 : Math.max(contract, peak) * 1.1;
  const step = WIDTH / segments.length;
  const begin = Date.parse(until) - segments.length * stepS * 1000;
  const throttles = throttled.flatMap((texts, place) =>
    texts === 0 ? [] : [{ x: (place + 0.5) * step, at: begin + place * stepS * 1000, texts }],
  );
  return { rates, peak, top, contractY: small ? undefined : yOf(contract, top), throttles };
}

export function yOf(rate: number, top: number): number {
  return round(HEIGHT - (rate / top) * HEIGHT);
}

/** The line as an SVG path, a level for each step; `area` closes it along the ground. */
export function pathOf(rates: readonly number[], top: number, area = false): string {
  const step = WIDTH / rates.length;
  const levels = rates.map(
    (rate, place) => `${round(place * step)} ${yOf(rate, top)}H${round((place + 1) * step)}`,
  );
  const line = `M${levels.join('L')}`;
  return area ? `${line}V${HEIGHT}H0Z` : line;
}

/** Where a moment lies, between the edges. @param at ms since the epoch */
export function xOf({ segments, stepS, until }: ThroughputLine, at: number): number {
  const share = 1 - (Date.parse(until) - at) / (segments.length * stepS * 1000);
  return round(Math.min(1, Math.max(0, share)) * WIDTH);
}

export interface PlotMinute {
  /** When it begins, ms since the epoch. */
  readonly at: number;
  /** Segments/s. */
  readonly rate: number;
  readonly throttled: number;
}

/** The same by minute, the newest first: for who reads it rather than sees it. */
export function minutesOf({ segments, throttled, stepS, until }: ThroughputLine): PlotMinute[] {
  const per = 60 / stepS;
  const minutes: PlotMinute[] = [];
  for (let end = segments.length; end >= per; end -= per) {
    const sum = (of: readonly number[]): number => of.slice(end - per, end).reduce((a, b) => a + b, 0);
    const at = Date.parse(until) - (segments.length - end + per) * stepS * 1000;
    minutes.push({ at, rate: sum(segments) / 60, throttled: sum(throttled) });
  }
  return minutes;
}

const round = (n: number): number => Math.round(n * 10) / 10;
