/** How long nothing may be throttled before the pace rises again, s. */
export const CLEAN_S = 10;
/** How much of the full pace comes back each second after that. */
export const FASTER_PER_S = 0.05;

/** How much of its pace a sender uses since its carrier asked to slow down. */
export interface Throttle {
  /** Share of the pace when the hold ends. */
  readonly factor: number;
  /** Nothing is sent before, ms. */
  readonly heldUntilMs: number;
}

/** Share of the pace at a moment: what was left of it, and after a clean while more every second, up to all of it. */
export function factorAt({ factor, heldUntilMs }: Throttle, nowMs: number): number {
  const cleanS = (nowMs - heldUntilMs) / 1000 - CLEAN_S;
  return Math.min(1, factor + FASTER_PER_S * Math.max(0, cleanS));
}
