import { smppHabits, type SmppHabits, type SmppOptions } from './smpp/smpp.options.js';

/** How often a webhook is posted until it is taken. Waits double from `firstMs` up to `maxMs`. */
export interface RetryPolicy {
  readonly attempts: number;
  readonly firstMs: number;
  readonly maxMs: number;
}

export interface SimulatorOptions {
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 0: any free port. */
  readonly port?: number;
  /** Where ingest is, e.g. `http://127.0.0.1:3001`; may be set later with `setIngestUrl`. */
  readonly ingestUrl?: string;
  /** The ledger's file; it is appended to, never cut. */
  readonly ledgerFile: string;
  /** The simulator dialect's secrets: for the send API, and for signing webhooks. */
  readonly simulator?: { readonly apiToken: string; readonly webhookSecret: string };
  /** Twilio's: the auth token is both the API's password and the webhooks' key. */
  readonly twilio?: { readonly accountSid: string; readonly authToken: string };
  /** The SMSC beside it: where it listens, its credentials and its habits. */
  readonly smpp?: SmppOptions;
  /** Which receipts are sent. Default `delivered`; `all` adds `sent` before it. */
  readonly receipts?: 'delivered' | 'all' | 'none';
  /** How long receipts wait for company, ms. Default 20. */
  readonly receiptFlushMs?: number;
  /** Default 8 attempts, 100 ms to 5 s. */
  readonly moRetry?: RetryPolicy;
  /** Default 10 attempts, 100 ms to 5 s. */
  readonly receiptRetry?: RetryPolicy;
  /** Connections to ingest. Default 64. */
  readonly connections?: number;
  /** How long ingest may take to answer a webhook, ms. Default 10,000. */
  readonly webhookTimeoutMs?: number;
  /** How many texts the inbox remembers, over all phones. Default 50,000. */
  readonly inboxLimit?: number;
  /** Draws the faults; a seeded one makes a run repeatable. Default `Math.random`. */
  readonly random?: () => number;
}

export type SimulatorSettings = Required<Omit<SimulatorOptions, 'ingestUrl' | 'smpp'>> & {
  ingestUrl?: string;
  readonly smpp: SmppHabits;
};

/** Secrets for local use; anything that is reachable from elsewhere sets its own. */
export const localSecrets = {
  simulator: { apiToken: 'simulator-token', webhookSecret: 'simulator-secret' },
  twilio: { accountSid: 'AC00000000000000000000000000000001', authToken: 'simulator-twilio-token' },
} as const;

export function withDefaults(options: SimulatorOptions): SimulatorSettings {
  return {
    host: '127.0.0.1',
    port: 0,
    ...localSecrets,
    receipts: 'delivered',
    receiptFlushMs: 20,
    moRetry: { attempts: 8, firstMs: 100, maxMs: 5_000 },
    receiptRetry: { attempts: 10, firstMs: 100, maxMs: 5_000 },
    connections: 64,
    webhookTimeoutMs: 10_000,
    inboxLimit: 50_000,
    random: Math.random,
    ...options,
    smpp: smppHabits(options.smpp),
  };
}
