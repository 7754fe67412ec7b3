import {
  findCarrier,
  genericDialect,
  genericWebhooks,
  isCarrierId,
  type CarrierAccount,
} from '@parley/carriers';
import { serviceEnvironment } from '@parley/platform';
import { isValid, isValidCIDR } from 'ipaddr.js';
import { z } from 'zod';

// Two secrets while one is being rotated; more would only widen what a forger may guess.
const secretsOfCarriers = z.record(z.string(), z.array(z.string().min(1)).min(1).max(4));

/** Reads INGEST_SECRETS. The messages name what is wrong and never hold a secret. */
const secrets = z.string().transform((text, context): ReadonlyMap<string, readonly string[]> => {
  const parsed = secretsOfCarriers.safeParse(jsonOf(text));
  const unknown = parsed.success ? Object.keys(parsed.data).filter((id) => !isCarrierId(id)) : [];
  if (parsed.success && unknown.length === 0) return new Map(Object.entries(parsed.data));
  const message = parsed.success
    ? `it names carriers that Parley does not speak with: ${unknown.join(', ')}`
    : 'it must be JSON with 1 to 4 secrets a carrier, such as {"simulator":["new","old"],"twilio":["auth token"]}';
  context.issues.push({ code: 'custom', input: undefined, message });
  return z.NEVER;
});

const accounts = z.record(
  z.string(),
  z.object({
    baseUrl: z.string().optional(),
    accountId: z.string().optional(),
    token: z.string().optional(),
    settings: z.record(z.string(), z.string()).optional(),
  }),
);

/** Reads INGEST_RECEIVERS. The messages never hold a password. */
const receivers = z.string().transform((text, context): ReadonlyMap<string, CarrierAccount> => {
  const parsed = accounts.safeParse(jsonOf(text));
  const deaf = parsed.success
    ? Object.keys(parsed.data).filter((id) => !findCarrier(id)?.createReceiver)
    : [];
  if (parsed.success && deaf.length === 0) return new Map(Object.entries(parsed.data));
  const message = parsed.success
    ? `it names carriers that are not listened to over links of our own: ${deaf.join(', ')}`
    : 'it must be JSON of accounts by carrier, such as {"smpp":{"baseUrl":"smpp://host:2775","accountId":…,"token":…}}';
  context.issues.push({ code: 'custom', input: undefined, message });
  return z.NEVER;
});

/** Reads INGEST_TRUSTED_PROXIES. */
const proxies = z.string().transform((text, context): readonly string[] => {
  const listed = text
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean);
  if (listed.every((each) => isValid(each) || isValidCIDR(each))) return listed;
  const message = 'it must be addresses or networks separated by commas, such as 10.1.0.0/16,fd00::/8';
  context.issues.push({ code: 'custom', input: undefined, message });
  return z.NEVER;
});

const textsOfCarriers = z.record(z.string(), z.number().int().min(1).max(100_000));

/** Reads INGEST_ACCOUNT_LIMITS. */
const accountLimits = z.string().transform((text, context): ReadonlyMap<string, number> => {
  const parsed = textsOfCarriers.safeParse(jsonOf(text));
  const unknown = parsed.success ? Object.keys(parsed.data).filter((id) => !isCarrierId(id)) : [];
  if (parsed.success && unknown.length === 0) return new Map(Object.entries(parsed.data));
  const message = parsed.success
    ? `it names carriers that Parley does not speak with: ${unknown.join(', ')}`
    : 'it must be JSON of texts/s by carrier, such as {"twilio":200}';
  context.issues.push({ code: 'custom', input: undefined, message });
  return z.NEVER;
});

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Reads GENERIC_CARRIER: the webhooks that it describes. */
const generic = z.string().transform((text, context) => {
  try {
    return genericWebhooks(genericDialect(text));
  } catch (error) {
    context.issues.push({ code: 'custom', input: undefined, message: (error as Error).message });
    return z.NEVER;
  }
});

/** This service's environment. */
export const ingestEnvironment = serviceEnvironment.extend({
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/+$/, ''))
    .meta({
      description: 'The address that carriers call, in front of /v1/carriers; signatures are checked on it',
    }),
  INGEST_SECRETS: secrets.meta({
    description:
      'JSON: the secrets that each carrier signs its webhooks with, {"<carrier>": ["<secret>", …]}. All listed ' +
      'are valid, so that one can be rotated. A carrier that is not listed is refused.',
  }),
  GENERIC_CARRIER: generic.optional().meta({
    description: 'JSON: how the carrier "generic" spells its webhooks and sends; docs/carriers.md shows one',
  }),
  INGEST_RECEIVERS: receivers.default(new Map()).meta({
    description:
      'JSON: accounts by carrier that MO and receipts are heard from over links of our own (SMPP); every replica ' +
      'opens the binds that its account asks for. From a secret',
  }),
  INGEST_TRUSTED_PROXIES: proxies.default([]).meta({
    description:
      'Addresses and networks of the proxies in front of it, separated by commas: what they say of the caller in ' +
      'X-Forwarded-For is believed. None when absent: the address that connects counts',
  }),
  INGEST_REFUSALS_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(0)
    .max(100_000)
    .default(60)
    .meta({
      description:
        'How many requests a minute from one address (IPv6: one /64) may be refused before it is answered ' +
        '429 ADDRESS_LIMITED; an address that proved a carrier’s secret within a day is always heard. 0: no limit',
    }),
  INGEST_ACCOUNT_LIMITS: accountLimits.default(new Map()).meta({
    description:
      'JSON: texts/s that each replica takes of a carrier, {"<carrier>": 200}; above it 429 ACCOUNT_LIMITED. ' +
      'No limit for those that are not listed',
  }),
  INGEST_LINGER_MS: z.coerce
    .number()
    .int()
    .min(0)
    .max(100)
    .default(4)
    .meta({ description: 'How long the first MO of a batch waits for others, in ms' }),
  INGEST_KAFKA_TIMEOUT_MS: z.coerce
    .number()
    .int()
    .min(100)
    .max(10_000)
    .default(1500)
    .meta({ description: 'How long Kafka may take before MO go to the spool, in ms' }),
  INGEST_SPOOL_TIMEOUT_MS: z.coerce
    .number()
    .int()
    .min(100)
    .max(10_000)
    .default(1000)
    .meta({ description: 'How long the spool may take before a carrier is told to try again, in ms' }),
  INGEST_PARTS_WAIT_MS: z.coerce.number().int().min(1000).max(600_000).default(60_000).meta({
    description: 'How long a text that a carrier hands over in parts waits for those missing, in ms',
  }),
  INGEST_DOCS: z.stringbool().default(false).meta({ description: 'Serves OpenAPI at /docs' }),
});

export type IngestEnvironment = z.infer<typeof ingestEnvironment>;
