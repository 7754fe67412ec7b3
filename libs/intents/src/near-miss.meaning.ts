import type { Meaning } from './meaning.js';
import { nearestOptOut } from './near-miss.js';
import { reachOfOptOut } from './opt-out-reach.js';
import type { Reading } from './reading.js';
import type { SenderDictionary } from './sender-dictionary.js';

/** Version of the near-misses; change it with them. */
const NEAR_MISS_VERSION = '2026-11-25';

/**
 * What a near-miss of an opt-out means to this sender; for texts that are no compliance word. Asked back it is the
 * intent `help`: every reader knows that value, it changes no consent and opens no case, and its answer goes also to
 * those who are out. The rule tells it from HELP. It never says that anything ended, for nothing did.
 */
export function nearMissMeaning(
  reading: Reading,
  { sender, programs }: SenderDictionary,
  lastProgram: string | undefined,
): Meaning | undefined {
  if (sender.fuzzyOptOut === 'off') return undefined;
  const matched = nearestOptOut(reading);
  if (matched === undefined) return undefined;
  const meaning = { ruleVersion: NEAR_MISS_VERSION, matched };
  const reach = reachOfOptOut({ sender, programs, lastProgram }, false);
  if (sender.fuzzyOptOut === 'opt_out')
    return { ...meaning, ...reach, intent: 'opt_out', rule: 'near-miss/opt-out' };
  const everything = programs.length < 2 || sender.optOutScope === 'sender';
  const text = everything
    ? 'Did you mean STOP? Reply STOP to end all texts.'
    : 'Did you mean STOP? Reply STOP to end these texts, STOPALL to end all of them.';
  const answer = { kind: 'help', text: `${sender.brand}: ${text}` } as const;
  return { ...meaning, intent: 'help', rule: 'near-miss/ask', answer };
}
