import { serviceEnvironment } from '@parley/platform';
import type { z } from 'zod';

/** This service's environment: what every service needs, and nothing of its own. */
export const subscriptionsEnvironment = serviceEnvironment;

export type SubscriptionsEnvironment = z.infer<typeof subscriptionsEnvironment>;
