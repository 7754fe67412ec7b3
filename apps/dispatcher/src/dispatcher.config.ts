import { keptDays, serviceEnvironment } from '@parley/platform';
import { keyringShape } from '@parley/vault';
import { z } from 'zod';

const account = z.object({
  baseUrl: z.url().optional(),
  accountId: z.string().optional(),
  token: z.string().optional(),
  settings: z.record(z.string(), z.string()).optional(),
  segmentsPerSecond: z.number().positive().max(100_000).optional(),
});

/** The dispatcher's environment. */
export const dispatcherEnvironment = serviceEnvironment.extend({
  ...keyringShape,
  CARRIER_ACCOUNTS: z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue({
          code: 'custom',
          message: 'must be JSON: {"<carrier>": {"baseUrl": …, "token": …}}',
        });
        return z.NEVER;
      }
    })
    .pipe(z.record(z.string(), account))
    .meta({
      description:
        'Accounts by carrier, as JSON, each with its contract over all senders (segmentsPerSecond) where it has one; from a secret',
    }),
  GENERIC_CARRIER: z
    .string()
    .optional()
    .meta({ description: 'JSON: how the carrier "generic" spells its sends, as ingest has it too' }),
  PUBLIC_URL: z.url().meta({ description: "Ingest's public address: receipts are asked for there" }),
  CARRIER_CONNECTIONS: z.coerce
    .number()
    .int()
    .min(1)
    .max(1024)
    .default(64)
    .meta({ description: 'Connections that a carrier is sent to over at once, by HTTP; a text each' }),
  CARRIER_TIMEOUT_MS: z.coerce
    .number()
    .int()
    .min(100)
    .max(60_000)
    .default(10_000)
    .meta({ description: 'How long a carrier may take to answer, in ms; after that the outcome is unknown' }),
  PACE_SHARE: z.coerce
    .number()
    .min(0.1)
    .max(1)
    .default(0.95)
    .meta({ description: "Share of a sender's contract that is used" }),
  CLAIM_LEASE_MS: z.coerce
    .number()
    .int()
    .min(50)
    .max(250)
    .default(150)
    .meta({ description: 'How far ahead of the clock a claim reserves slots of a sender, in ms' }),
  CLAIM_GRACE_MS: z.coerce.number().int().min(1000).default(30_000).meta({
    description:
      "How long after a dead replica's claim its outcome becomes unknown; above the carrier's time-out",
  }),
  UNREACHABLE_AFTER: z.coerce.number().int().min(1).max(100).default(3).meta({
    description: 'How many failures in a row, with nothing delivered between, give a number up',
  }),
  // Kafka may bring what it keeps again, so what became of a text is known for longer than that.
  DISPATCHER_KEEP_DAYS: keptDays(8, 180, 'How long what became of texts and campaigns is kept'),
  DISPATCHER_KEEP_RECEIPTS_DAYS: keptDays(
    8,
    30,
    "How long carriers' ids of parts are kept, and receipts that found no text",
  ),
  SEND_LINGER_MS: z.coerce.number().int().min(0).max(100).default(10).meta({
    description: 'How long the first outcome of a batch waits for others before all are settled, in ms',
  }),
});

export type DispatcherEnvironment = z.infer<typeof dispatcherEnvironment>;
export const DISPATCHER_ENVIRONMENT = Symbol('dispatcher environment');
