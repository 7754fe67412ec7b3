/** The same text to the same person goes out at most this often … */
export const MOST_TIMES = 20;
/** … in this time, ms. Two machines that answer each other stop here. */
export const WITHIN_MS = 5 * 60 * 1000;

/** Different texts that are remembered: machines that take turns with several are found too. */
const MOST_TEXTS = 8;

/** A text that was sent lately: its hash, and when, oldest first (ms since the epoch). */
export interface RecentAnswer {
  readonly hash: number;
  readonly at: readonly number[];
}

/** Newest first. At most 8 texts and 20 times of each; a person who texts now and then has one entry. */
export type RecentAnswers = readonly RecentAnswer[];

/** Whether the text has gone out 20 times in the last 5 minutes. */
export function isLooping(recent: RecentAnswers, text: string, nowMs: number): boolean {
  const hash = hashOf(text);
  for (const answer of recent) {
    if (answer.hash === hash)
      return answer.at.length >= MOST_TIMES && nowMs - oldestThatCounts(answer) < WITHIN_MS;
  }
  return false;
}

/** What is remembered once the text has gone out; what is older than 5 minutes is forgotten. */
export function afterAnswer(recent: RecentAnswers, text: string, nowMs: number): RecentAnswers {
  const hash = hashOf(text);
  const before = recent.find((answer) => answer.hash === hash)?.at ?? [];
  const newest = { hash, at: [...lately(before, nowMs), nowMs].slice(-MOST_TIMES) };
  if (recent.length === 0) return [newest];
  const others = recent.filter((answer) => answer.hash !== hash && lately(answer.at, nowMs).length > 0);
  return [newest, ...others].slice(0, MOST_TEXTS);
}

function oldestThatCounts({ at }: RecentAnswer): number {
  return at[at.length - MOST_TIMES]!;
}

function lately(at: readonly number[], nowMs: number): readonly number[] {
  return at.filter((time) => nowMs - time < WITHIN_MS);
}

/** FNV-1a, 32 bits: two texts of one conversation that share it would only be counted as one. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

/** As one short text for a column: `1k3j9x:m1x2y3z4+1a+0`, base 36, times as differences from the first. */
export function writeRecent(recent: RecentAnswers): string | undefined {
  if (recent.length === 0) return undefined;
  return recent
    .map(({ hash, at }) => {
      const rest = at.slice(1).map((time, index) => `+${(time - at[index]!).toString(36)}`);
      return `${hash.toString(36)}:${at[0]!.toString(36)}${rest.join('')}`;
    })
    .join(' ');
}

/** The reverse of `writeRecent`. */
export function readRecent(written: string | undefined): RecentAnswers {
  if (!written) return [];
  return written.split(' ').map((entry) => {
    const [hash = '0', times = '0'] = entry.split(':');
    let time = 0;
    const at = times.split('+').map((difference) => (time += Number.parseInt(difference, 36)));
    return { hash: Number.parseInt(hash, 36), at };
  });
}
