import { join } from 'node:path';
import type { Environment } from '../environment.js';
import type { PlatformPorts } from './ports.js';
import type { Secrets } from './secrets.js';
import type { ServicePlan } from './service-process.js';
import type { ServiceName } from './services.js';

/** What all children are told: where things are, and the secrets between them. */
export interface Surroundings {
  readonly root: string;
  readonly dataDir: string;
  /** What the children inherit. */
  readonly environment: Environment;
  readonly kafkaBrokers: readonly string[];
  readonly databaseUrl: string;
  readonly ports: PlatformPorts;
  readonly simulatorUrl: string;
  readonly secrets: Secrets;
  /** Further variables by service; those under `all` go to every one. */
  readonly overrides: Readonly<Partial<Record<ServiceName | 'simulator' | 'all', Environment>>>;
  readonly nodeArguments: readonly string[];
  /** Moves the time of what decides by it. */
  readonly clockFile: string | undefined;
}

const LOOPBACK = '127.0.0.1';
/**
 * Keeps a service under 250 MB: V8 would rather grow its heap than collect. A young generation of 16 MB from the start
 * collects half as often as one of 8: a batch's records die before it does (10% of a service's CPU). The image sets
 * the same.
 */
const MEMORY_ARGUMENTS = ['--min-semi-space-size=16', '--max-semi-space-size=16', '--max-old-space-size=192'];
/** The simulator's account at its own SMSC, and at its own Twilio; ids, not secrets. */
const SMPP_SYSTEM_ID = 'parley';
/** The simulator takes as many at once as come. */
const SMPP_WINDOW = '100';
const TWILIO_ACCOUNT = 'AC00000000000000000000000000000001';

export const urlOf = (port: number): string => `http://${LOOPBACK}:${port}`;

/** Who wraps people's keys: as the environment says, or the data folder's own file. */
export function keyringOf(dataDir: string, environment: Environment): string {
  return environment.PARLEY_KEYRING?.trim() || `file:${join(dataDir, 'keyring.json')}`;
}

/** How to run a service; `replica` counts from 1, and the first has the service's own port. */
export function servicePlan(
  s: Surroundings,
  service: ServiceName,
  replica: number,
  port: number,
): ServicePlan {
  const name = replica === 1 ? service : `${service}-${replica}`;
  return {
    name,
    main: join(s.root, 'dist', 'apps', service, 'src', 'main.js'),
    url: urlOf(port),
    readyPath: '/health/ready',
    log: join(s.dataDir, 'logs', `${name}.log`),
    environment: {
      ...inherited(s),
      KAFKA_BROKERS: s.kafkaBrokers.join(','),
      DATABASE_URL: s.databaseUrl,
      HOST: LOOPBACK,
      PORT: String(port),
      PARLEY_PEPPER: s.secrets.pepper,
      PARLEY_INSTANCE: name,
      PARLEY_SPAN_STORE: 'postgres',
      ...ofService[service](s),
      ...s.overrides.all,
      ...s.overrides[service],
    },
    nodeArguments: [...endsWithParent(s), ...MEMORY_ARGUMENTS, ...s.nodeArguments],
    cwd: s.root,
  };
}

function endsWithParent(s: Surroundings): string[] {
  return ['--require', join(s.root, 'tools', 'parley', 'bin', 'with-parent.js')];
}

// Node keeps what it compiled beside the data: a quarter less time to load from the second start on.
function inherited(s: Surroundings): Environment {
  return { NODE_COMPILE_CACHE: join(s.root, '.parley', 'cache'), ...s.environment };
}

// What a service needs beyond what all need.
const ofService: Record<ServiceName, (s: Surroundings) => Environment> = {
  ingest: (s) => ({
    PUBLIC_URL: publicUrl(s),
    INGEST_SECRETS: withOwn(s.environment.INGEST_SECRETS, {
      simulator: [s.secrets.simulatorSecret],
      twilio: [s.secrets.twilioAuthToken],
    }),
    INGEST_RECEIVERS: withOwn(s.environment.INGEST_RECEIVERS, { smpp: smppAccount(s) }),
  }),
  'keyword-router': (s) => ({ ...movedBy(s), ...sealing(s) }),
  subscriptions: (s) => ({ ...movedBy(s), ...sealing(s) }),
  dispatcher: (s) => ({
    ...movedBy(s),
    ...sealing(s),
    PUBLIC_URL: publicUrl(s),
    CARRIER_ACCOUNTS: withOwn(s.environment.CARRIER_ACCOUNTS, {
      simulator: { baseUrl: s.simulatorUrl, token: s.secrets.simulatorToken },
      twilio: { baseUrl: s.simulatorUrl, accountId: TWILIO_ACCOUNT, token: s.secrets.twilioAuthToken },
      smpp: { ...smppAccount(s), settings: { window: SMPP_WINDOW } },
    }),
  }),
  console: (s) => ({
    ...sealing(s),
    PARLEY_SPAN_STORE: 'none', // it looks on: a conversation's trace is of those that work for it
    SUBSCRIPTIONS_URL: urlOf(s.ports.services.subscriptions),
    KEYWORD_ROUTER_URL: urlOf(s.ports.services['keyword-router']),
    SIMULATOR_URL: s.simulatorUrl,
    // A receiver that is tried out is on this machine.
    WEBHOOK_ALLOWED_NETWORKS: s.environment.WEBHOOK_ALLOWED_NETWORKS?.trim() || '127.0.0.0/8,::1/128',
  }),
};

// Ingest stays in the present: the simulator signs by the machine's time.
function movedBy({ clockFile }: Surroundings): Environment {
  return clockFile === undefined ? {} : { PARLEY_CLOCK_FILE: clockFile };
}

/** Of services that seal what people said. */
const sealing = (s: Surroundings): Environment => ({ PARLEY_KEYRING: keyringOf(s.dataDir, s.environment) });

/** The account at the simulator's SMSC; a password has at most eight characters there. */
function smppAccount(s: Surroundings): object {
  return { baseUrl: `smpp://${LOOPBACK}:${s.ports.smpp}`, accountId: SMPP_SYSTEM_ID, token: smppPassword(s) };
}

const smppPassword = (s: Surroundings): string => s.secrets.simulatorToken.slice(0, 8);

// A tunnel's address, where somebody lets a real carrier in; the simulator itself always comes by the loopback.
function publicUrl(s: Surroundings): string {
  return s.environment.PUBLIC_URL?.trim() || urlOf(s.ports.services.ingest);
}

/** Adds the simulator's accounts to those that the environment gives as JSON; a person's own go first. */
function withOwn(given: string | undefined, own: Readonly<Record<string, unknown>>): string {
  if (!given?.trim()) return JSON.stringify(own);
  try {
    return JSON.stringify({ ...own, ...(JSON.parse(given) as object) });
  } catch {
    return given; // The service says what is wrong with it.
  }
}

/** How to run the carrier simulator as a process of its own. */
export function simulatorPlan(s: Surroundings): ServicePlan {
  return {
    name: 'simulator',
    main: join(s.root, 'dist', 'tools', 'simulator', 'main.js'),
    url: s.simulatorUrl,
    readyPath: '/control/health',
    log: join(s.dataDir, 'logs', 'simulator.log'),
    environment: {
      ...inherited(s),
      SIMULATOR_HOST: LOOPBACK,
      SIMULATOR_PORT: String(s.ports.simulator),
      SIMULATOR_INGEST_URL: urlOf(s.ports.services.ingest),
      SIMULATOR_LEDGER: ledgerFile(s.dataDir),
      SIMULATOR_SMPP_PORT: String(s.ports.smpp),
      SIMULATOR_SMPP_SYSTEM_ID: SMPP_SYSTEM_ID,
      SIMULATOR_SMPP_PASSWORD: smppPassword(s),
      SIMULATOR_API_TOKEN: s.secrets.simulatorToken,
      SIMULATOR_WEBHOOK_SECRET: s.secrets.simulatorSecret,
      SIMULATOR_TWILIO_ACCOUNT_SID: TWILIO_ACCOUNT,
      SIMULATOR_TWILIO_AUTH_TOKEN: s.secrets.twilioAuthToken,
      ...s.overrides.simulator,
    },
    nodeArguments: [...endsWithParent(s), ...s.nodeArguments],
    cwd: s.root,
  };
}

/** The same simulator for this process. */
export function simulatorOptions(s: Surroundings) {
  return {
    host: LOOPBACK,
    port: s.ports.simulator,
    ingestUrl: urlOf(s.ports.services.ingest),
    ledgerFile: ledgerFile(s.dataDir),
    simulator: { apiToken: s.secrets.simulatorToken, webhookSecret: s.secrets.simulatorSecret },
    smpp: { port: s.ports.smpp, systemId: SMPP_SYSTEM_ID, password: smppPassword(s) },
    twilio: { accountSid: TWILIO_ACCOUNT, authToken: s.secrets.twilioAuthToken },
  };
}

const ledgerFile = (dataDir: string): string => join(dataDir, 'simulator', 'ledger.ndjson');
