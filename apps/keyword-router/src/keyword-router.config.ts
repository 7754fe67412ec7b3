import { keptDays, serviceEnvironment } from '@parley/platform';
import { keyringShape } from '@parley/vault';
import type { z } from 'zod';

/** The router needs what every service needs; what people configure comes from parley.yaml. */
export const keywordRouterEnvironment = serviceEnvironment.extend({
  ...keyringShape,
  ROUTER_KEEP_CASES_DAYS: keptDays(8, 365, 'How long closed cases and what was said in them are kept'),
});

export type KeywordRouterEnvironment = z.infer<typeof keywordRouterEnvironment>;
