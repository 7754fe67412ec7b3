import { z } from 'zod';
import { AllowedNetworks } from './public-addresses.js';
import { keyOf } from './signature.js';

/** Keys by the name of their secret; the first is the newest. */
export type WebhookKeys = ReadonlyMap<string, readonly Buffer[]>;

const shape = z.record(z.string(), z.union([z.string(), z.array(z.string()).min(1).max(4)]));

/** Reads WEBHOOK_SECRETS. The messages name what is wrong and never hold a secret. */
const secrets = z.string().transform((text, context): WebhookKeys => {
  const parsed = shape.safeParse(jsonOf(text));
  const read = Object.entries(parsed.data ?? {}).map(
    ([name, given]) => [name, [given].flat().map(keyOf)] as const,
  );
  const bad = read.flatMap(([name, keys]) => (keys.includes(undefined) ? [name] : []));
  if (parsed.success && bad.length === 0) return new Map(read as [string, Buffer[]][]);
  const message = parsed.success
    ? `${bad.join(', ')} must be whsec_ and base64 of 24 to 64 bytes ("npx parley webhooks secret" makes one)`
    : 'it must be JSON with a secret, or up to 4 while one is replaced, a name: {"WEB_SHOP":"whsec_…"}';
  context.issues.push({ code: 'custom', input: undefined, message });
  return z.NEVER;
});

const networks = z.string().transform((text, context) => {
  try {
    return new AllowedNetworks(
      text
        .split(',')
        .map((cidr) => cidr.trim())
        .filter(Boolean),
    );
  } catch (error) {
    context.issues.push({ code: 'custom', input: undefined, message: (error as Error).message });
    return z.NEVER;
  }
});

/** What webhooks need of the console's environment. */
export const webhookShape = {
  WEBHOOK_SECRETS: secrets
    .default(new Map())
    .meta({ description: 'JSON: the secrets that parley.yaml names; two while one is replaced' }),
  WEBHOOK_ALLOWED_NETWORKS: networks.default(new AllowedNetworks([])).meta({
    description: 'CIDR blocks that webhooks may go to although they are not public, separated by commas',
  }),
  WEBHOOK_TIMEOUT_MS: z.coerce
    .number()
    .int()
    .min(100)
    .max(45_000) // what is under way ends before the service has to
    .default(10_000)
    .meta({ description: 'How long an endpoint may take to answer, ms' }),
  WEBHOOK_CONNECTIONS: z.coerce
    .number()
    .int()
    .min(1)
    .max(100)
    .default(8)
    .meta({ description: 'Requests to one endpoint at a time, by one replica' }),
  WEBHOOK_DISABLE_AFTER_HOURS: z.coerce
    .number()
    .int()
    .min(1)
    .max(720)
    .default(72)
    .meta({ description: 'How long an endpoint may fail without one success before it is disabled, hours' }),
  WEBHOOK_KEEP_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(365)
    .default(7)
    .meta({ description: 'How long deliveries are kept, to be sent again, days' }),
} as const;

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
