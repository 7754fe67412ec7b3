import type { SenderConfigured } from '@parley/contracts';

/** What the mapping needs of our senders, by their address. */
export type Senders = ReadonlyMap<string, Pick<SenderConfigured, 'carrier' | 'carriers' | 'country'>>;
