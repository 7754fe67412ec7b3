import type { OpenHours } from '../../../src/domain/campaign-hours.js';
import { upToMinute } from '../words.js';

/** How long after its begin a stretch of hours counts as open at once, ms: a review is read for a while. */
const AT_ONCE_MS = 60_000;
const MOST_REGIONS = 6;

/** When people get a text, and until when, by the clock of whoever looks: `person (US-NY) gets it at once; …`. */
export function hoursWords({ people, regions, opensAt, closesAt }: OpenHours, nowMs: number): string {
  const some = regions.slice(0, MOST_REGIONS).join(', ');
  const where = regions.length > MOST_REGIONS ? `${some} and ${regions.length - MOST_REGIONS} more` : some;
  const get = people === 1 ? `person (${where}) gets it` : `people (${where}) get it`;
  const open = Date.parse(opensAt) <= nowMs + AT_ONCE_MS;
  const from = open ? 'at once, within their hours' : `when their hours begin, ${upToMinute(opensAt)}`;
  return `${get} ${from}; what has not gone when they end, ${upToMinute(closesAt)}, waits for the next`;
}
