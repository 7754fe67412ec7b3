import type { SenderConfigured } from '@parley/contracts';

/** Whose an address of ours is, as far as the mapping needs it. */
export interface AddressOfOurs extends Pick<SenderConfigured, 'carrier' | 'carriers' | 'country'> {
  /** The sender whose number it is, where that is a pool. */
  readonly pool?: string;
}

/** What people can text, by the address. */
export type Senders = ReadonlyMap<string, AddressOfOurs>;

/** A pool is texted at its numbers alone; other senders at their one address. */
export function sendersByAddress(configured: Iterable<SenderConfigured>): Senders {
  const byAddress = new Map<string, AddressOfOurs>();
  for (const sender of configured) {
    if (sender.numbers === undefined) byAddress.set(sender.sender, sender);
    for (const { number, carrier, carriers } of sender.numbers ?? [])
      byAddress.set(number, { pool: sender.sender, country: sender.country, carrier, carriers });
  }
  return byAddress;
}
