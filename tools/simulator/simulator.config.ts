import { localSmpp } from './smpp/smpp.options.js';
import { localSecrets, type SimulatorOptions } from './simulator.options.js';

/** The stand-alone simulator's environment; the only place where it is read. */
export function simulatorConfig(env: NodeJS.ProcessEnv = process.env): SimulatorOptions {
  return {
    host: env.SIMULATOR_HOST ?? '127.0.0.1',
    port: wholeNumber(env, 'SIMULATOR_PORT', 4000, 65_535),
    ingestUrl: env.SIMULATOR_INGEST_URL ?? 'http://127.0.0.1:3001',
    ledgerFile: env.SIMULATOR_LEDGER ?? '.parley/simulator/ledger.ndjson',
    receipts: receiptsOf(env.SIMULATOR_RECEIPTS ?? 'delivered'),
    receiptFlushMs: wholeNumber(env, 'SIMULATOR_RECEIPT_FLUSH_MS', 20, 60_000),
    simulator: {
      apiToken: env.SIMULATOR_API_TOKEN ?? localSecrets.simulator.apiToken,
      webhookSecret: env.SIMULATOR_WEBHOOK_SECRET ?? localSecrets.simulator.webhookSecret,
    },
    smpp: {
      port: wholeNumber(env, 'SIMULATOR_SMPP_PORT', 2775, 65_535),
      systemId: env.SIMULATOR_SMPP_SYSTEM_ID ?? localSmpp.systemId,
      password: env.SIMULATOR_SMPP_PASSWORD ?? localSmpp.password,
    },
    twilio: {
      accountSid: env.SIMULATOR_TWILIO_ACCOUNT_SID ?? localSecrets.twilio.accountSid,
      authToken: env.SIMULATOR_TWILIO_AUTH_TOKEN ?? localSecrets.twilio.authToken,
    },
  };
}

function wholeNumber(env: NodeJS.ProcessEnv, name: string, fallback: number, highest: number): number {
  const text = env[name];
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= highest) return value;
  throw new Error(`CONFIG_INVALID: ${name} must be a whole number from 0 to ${highest}, not "${text}".`);
}

function receiptsOf(text: string): 'delivered' | 'all' | 'none' {
  if (text === 'delivered' || text === 'all' || text === 'none') return text;
  throw new Error(`CONFIG_INVALID: SIMULATOR_RECEIPTS must be delivered, all or none, not "${text}".`);
}
