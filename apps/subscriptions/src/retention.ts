import type { RetentionRule } from '@parley/persistence';

/** A fallback text is said once in a day; after two nobody asks. The ledger and consents are never forgotten. */
export const subscriptionsRetention: readonly RetentionRule[] = [
  {
    table: 'subscriptions.fallbacks',
    days: 2,
    old: 'said_at_ms < (extract(epoch FROM now()) - $1::int * 86400.0) * 1000',
  },
];
