import { serviceEnvironment } from '@parley/platform';
import { keyringShape } from '@parley/vault';
import { z } from 'zod';
import { oidcShape } from './sign-in/oidc/oidc-settings.js';
import { webhookShape } from './webhooks/webhook-settings.js';

/** The console's environment: what every service needs, and where the services are that it asks by HTTP. */
export const consoleEnvironment = serviceEnvironment.extend({
  SUBSCRIPTIONS_URL: z
    .url()
    .optional()
    .meta({ description: 'Where subscriptions answers; without it consents are not shown' }),
  KEYWORD_ROUTER_URL: z
    .url()
    .optional()
    .meta({ description: 'Where keyword-router answers; without it cases can not be answered' }),
  SIMULATOR_URL: z
    .url()
    .optional()
    .meta({ description: "The carrier simulator's control API; without it there is no phone to play with" }),
  CONSOLE_KEEP_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(3650)
    .default(30)
    .meta({ description: 'How long conversations are kept to be looked at, days' }),
  ...keyringShape,
  ...oidcShape,
  ...webhookShape,
});

export type ConsoleEnvironment = z.infer<typeof consoleEnvironment>;
