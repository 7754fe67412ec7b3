import { olderThan, type RetentionRule } from '@parley/persistence';
import type { DispatcherEnvironment } from './dispatcher.config.js';

type Settings = Pick<
  DispatcherEnvironment,
  'DISPATCHER_KEEP_DAYS' | 'DISPATCHER_KEEP_RECEIPTS_DAYS' | 'PARLEY_SPAN_KEEP_DAYS'
>;

/** What the dispatcher forgets. Consents and who is given up stay: they say whom not to text. */
export function dispatcherRetention(settings: Settings): RetentionRule[] {
  const texts = { setting: 'DISPATCHER_KEEP_DAYS', days: settings.DISPATCHER_KEEP_DAYS };
  const receipts = {
    setting: 'DISPATCHER_KEEP_RECEIPTS_DAYS',
    days: settings.DISPATCHER_KEEP_RECEIPTS_DAYS,
  };
  const spans = { setting: 'PARLEY_SPAN_KEEP_DAYS', days: settings.PARLEY_SPAN_KEEP_DAYS };
  return [
    { table: 'dispatcher.mt', ...texts, old: olderThan('settled_at') },
    { table: 'dispatcher.unknowns', ...texts, old: olderThan('coalesce(resolved_at, since)') },
    // A campaign's chunks refer to it, so they go first.
    {
      table: 'dispatcher.campaign_chunks',
      ...texts,
      old: `EXISTS (SELECT 1 FROM dispatcher.campaigns c WHERE c.id = t.id AND ${olderThan('c.ended_at')})`,
    },
    {
      table: 'dispatcher.campaigns',
      ...texts,
      old: `${olderThan('ended_at')} AND NOT EXISTS (SELECT 1 FROM dispatcher.campaign_chunks k WHERE k.id = t.id)`,
    },
    { table: 'dispatcher.cancelled_campaigns', ...texts, old: olderThan('done_at') },
    { table: 'dispatcher.orphan_receipts', ...receipts, old: olderThan('kept_at') },
    { table: 'dispatcher.carrier_messages', ...receipts, old: olderThan('kept_at') },
    // All services write them; one of those that always run forgets them.
    {
      table: 'telemetry.spans',
      ...spans,
      old: 'start_us < ((extract(epoch FROM now()) - $1::int * 86400.0) * 1e6)::bigint',
    },
  ];
}
