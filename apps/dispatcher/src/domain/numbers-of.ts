import type { SenderConfigured } from '@parley/contracts';

/**
 * What a sender's texts leave from, each as a sender of its own with its carriers and its contract: the numbers of a
 * pool, or the sender itself.
 */
export function numbersOf(sender: SenderConfigured): SenderConfigured[] {
  const { numbers, carrier: _carrier, carriers: _carriers, segmentsPerDay: _day, ...pool } = sender;
  if (numbers === undefined) return [sender];
  return numbers.map(({ number, ...own }) => ({ ...pool, ...own, sender: number }));
}
