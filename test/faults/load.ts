import type { Scenario } from './scenario.port.js';
import { Backlog } from './scenarios/backlog.scenario.js';
import { KeywordsInARow } from './scenarios/keywords-in-a-row.scenario.js';
import { PlainKeywords } from './scenarios/plain-keywords.scenario.js';
import { StopAmidTexts } from './scenarios/stop-amid-texts.scenario.js';
import { ROOMY, SLOW } from './words.js';

/** How long a trial's load lasts, ms; faults come within it. */
export const LOAD_MS = 4_000;

/** How long it lasts where four services change their build meanwhile, one after the other, ms. */
export const UPGRADE_LOAD_MS = 60_000;

/** The load of a trial: some 150 turns a second, and on the slow sender more than its contract lets through. */
export function trialLoad(durationMs: number): readonly Scenario[] {
  const often = (times: number): number => Math.round((times * durationMs) / LOAD_MS);
  return [
    new PlainKeywords(90),
    new KeywordsInARow(ROOMY, often(40)),
    new KeywordsInARow(SLOW, 8),
    new StopAmidTexts(often(24)),
    new Backlog(20),
  ];
}
