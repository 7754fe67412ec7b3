import { olderThan, type RetentionRule } from '@parley/persistence';
import type { KeywordRouterEnvironment } from './keyword-router.config.js';

/** What the router forgets. A conversation's and a dialogue's one row stay, and given coupons: nobody gets them twice. */
export function routerRetention({
  ROUTER_KEEP_CASES_DAYS: days,
}: Pick<KeywordRouterEnvironment, 'ROUTER_KEEP_CASES_DAYS'>): RetentionRule[] {
  const cases = { setting: 'ROUTER_KEEP_CASES_DAYS', days };
  const closed = olderThan('c.closed_at');
  return [
    {
      table: 'router.case_messages',
      ...cases,
      old: `EXISTS (SELECT 1 FROM router.cases c WHERE c.id = t.case_id AND ${closed})`,
    },
    {
      table: 'router.cases',
      ...cases,
      old: `${olderThan('closed_at')} AND NOT EXISTS (SELECT 1 FROM router.case_messages m WHERE m.case_id = t.id)`,
    },
  ];
}
