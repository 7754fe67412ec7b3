const FIRST_RECONNECT_MS = 500;
const LONGEST_RECONNECT_MS = 30_000;

/** How long to wait before the next attempt to bind: doubles from 0.5 s to 30 s, spread by ±20% (`random` 0 to 1). */
export function reconnectDelayMs(failures: number, random: number): number {
  const base = Math.min(FIRST_RECONNECT_MS * 2 ** Math.max(0, failures - 1), LONGEST_RECONNECT_MS);
  return Math.round(base * (0.8 + 0.4 * random));
}

export interface Silence {
  /** When anything was last heard of the other side, ms. */
  readonly heardMs: number;
  /** When an enquire_link was sent that is not answered yet, ms. */
  readonly enquiredMs?: number;
}

/** What to do about a link on which nothing is heard: ask after `enquireMs`, give it up `responseMs` after asking. */
export function keepAlive(
  silence: Silence,
  nowMs: number,
  enquireMs: number,
  responseMs: number,
): 'wait' | 'enquire' | 'dead' {
  if (silence.enquiredMs !== undefined) return nowMs - silence.enquiredMs >= responseMs ? 'dead' : 'wait';
  return nowMs - silence.heardMs >= enquireMs ? 'enquire' : 'wait';
}
