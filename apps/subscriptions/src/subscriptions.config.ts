import { serviceEnvironment } from '@parley/platform';
import { keyringShape } from '@parley/vault';
import type { z } from 'zod';

/** This service's environment: what every service needs, and who wraps people's keys. */
export const subscriptionsEnvironment = serviceEnvironment.extend(keyringShape);

export type SubscriptionsEnvironment = z.infer<typeof subscriptionsEnvironment>;
