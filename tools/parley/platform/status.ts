import { connect } from 'node:net';
import { readRunning } from './run-file.js';

export interface PartStatus {
  readonly name: string;
  readonly ready: boolean;
  /** URL or host:port. */
  readonly place: string;
  readonly pid?: number;
}

export interface PlatformStatus {
  readonly running: boolean;
  readonly parts: readonly PartStatus[];
}

const ANSWER_WITHIN_MS = 2_000;

/** What runs on the folder, asked part by part: services and simulator by HTTP, Kafka and PostgreSQL by a connection. */
export async function statusOf(dataDir: string): Promise<PlatformStatus> {
  const run = await readRunning(dataDir);
  if (run === undefined) return { running: false, parts: [] };
  const services = Object.entries(run.services).map(async ([name, { url, pid }]): Promise<PartStatus> => {
    const path = name === 'simulator' ? '/control/health' : '/health/ready';
    return { name, ready: await answers(url + path), place: url, pid };
  });
  const brokers = (run.kafkaBrokers ?? []).map(async (place): Promise<PartStatus> => {
    return { name: 'Kafka', ready: await takesConnections(new URL(`kafka://${place}`)), place };
  });
  const database = run.databaseUrl === undefined ? [] : [new URL(run.databaseUrl)];
  const databases = database.map(async (url): Promise<PartStatus> => {
    return { name: 'PostgreSQL', ready: await takesConnections(url), place: url.host + url.pathname };
  });
  return { running: true, parts: await Promise.all([...services, ...brokers, ...databases]) };
}

async function answers(url: string): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) }).then(
    ({ ok }) => ok,
    () => false,
  );
}

function takesConnections({ hostname, port }: URL): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port || 5432), timeout: ANSWER_WITHIN_MS });
    const settle = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
    socket.once('timeout', () => settle(false));
  });
}
