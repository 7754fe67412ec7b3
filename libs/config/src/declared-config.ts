import type { KeywordConfigured, SenderConfigured } from '@parley/contracts';
import { keywordKey, type ConfigSnapshot, type Declared } from './config-snapshot.js';
import type { Entries } from './entries.js';
import type { KeywordEntry, SenderEntry } from './parley-file.schema.js';

/** What a file without problems declares, in the words of the config events. */
export function declaredConfig(entries: Entries): ConfigSnapshot {
  const brand = entries.brand ?? '';
  return {
    senders: new Map(entries.senders.map(({ value }) => [value.sender, senderOf(value, brand)])),
    programs: new Map(entries.programs.map(({ value }) => [value.program, value])),
    preferences: new Map(entries.preferences.map(({ value }) => [value.preference, value])),
    keywords: new Map(entries.keywords.map(({ value }) => [keywordKey(value), keywordOf(value)])),
    flows: new Map(entries.flows.map(({ value }) => [value.flow, value])),
    webhooks: new Map(entries.webhooks.map(({ value }) => [value.webhook, value])),
  };
}

/** Readers that know no pools take its first number's carrier, and what all its numbers may send together. */
function senderOf(entry: SenderEntry, brand: string): Declared<SenderConfigured> {
  const numbers = entry.numbers?.map((number) => ({ ...number, carrier: carrierOf(number) }));
  const together = numbers?.reduce((sum, number) => sum + number.segmentsPerSecond, 0);
  const { numbers: _written, loopGuard, ...rest } = entry;
  return {
    ...rest,
    brand: entry.brand ?? brand,
    carrier: numbers?.[0]?.carrier ?? carrierOf(entry),
    segmentsPerSecond: Math.min(together ?? entry.segmentsPerSecond ?? 0, MOST_SEGMENTS_PER_SECOND),
    ...(numbers && { numbers }),
    ...(loopGuard === 'off' ? { loopGuardOff: true } : loopGuard && { loopGuard }),
  };
}

/** What an event may say. */
const MOST_SEGMENTS_PER_SECOND = 100_000;

/** Readers that know one carrier alone take the one with the greatest weight. */
function carrierOf({ carrier, carriers = [] }: Pick<SenderEntry, 'carrier' | 'carriers'>): string {
  const [heaviest] = carriers.toSorted((a, b) => b.weight - a.weight);
  return carrier ?? heaviest?.carrier ?? '';
}

/** A keyword's event, from what it says it does. */
export function keywordOf(entry: KeywordEntry): Declared<KeywordConfigured> {
  const { sender, keyword, aliases, patterns } = entry;
  const words = { sender, keyword, aliases, ...(patterns !== undefined && { patterns }) };
  if (entry.reply !== undefined) return { ...words, action: 'reply', reply: entry.reply };
  if (entry.subscribe !== undefined) return { ...words, action: 'subscribe', program: entry.subscribe };
  if (entry.unsubscribe !== undefined) return { ...words, action: 'unsubscribe', program: entry.unsubscribe };
  if (entry.flow !== undefined) return { ...words, action: 'flow', flow: entry.flow };
  return { ...words, action: 'help' };
}
