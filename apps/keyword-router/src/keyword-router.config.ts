import { serviceEnvironment } from '@parley/platform';
import type { z } from 'zod';

/** The router needs what every service needs; what people configure comes from parley.yaml. */
export const keywordRouterEnvironment = serviceEnvironment;

export type KeywordRouterEnvironment = z.infer<typeof keywordRouterEnvironment>;
