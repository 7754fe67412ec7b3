import { connect } from 'node:net';
import { Client } from 'pg';
import { failure } from './infrastructure.error.js';

const PATIENCE_MS = 5_000;

/**
 * The brokers that KAFKA_BROKERS names, as host:port.
 *
 * @throws InfrastructureError INFRA_BROKERS_INVALID
 */
export function parseBrokers(value: string): string[] {
  const brokers = value.split(',').map((broker) => broker.trim());
  for (const broker of brokers) {
    const port = Number(
      /^[^\s:/]+:(\d{1,5})$/.exec(broker)?.[1] ?? /^\[[\da-f:]+\]:(\d{1,5})$/i.exec(broker)?.[1],
    );
    if (!(port >= 1 && port <= 65_535)) throw failure.brokersInvalid(broker);
  }
  return brokers;
}

/**
 * One of the brokers must take a connection within 5 s. No more is asked of it: it may want TLS or a password.
 *
 * @throws InfrastructureError INFRA_BROKERS_UNREACHABLE
 */
export async function assertBrokersAnswer(brokers: string[]): Promise<void> {
  try {
    await Promise.any(brokers.map(reach));
  } catch {
    throw failure.brokersUnreachable(brokers);
  }
}

/**
 * The database must let us in within 5 s.
 *
 * @throws InfrastructureError INFRA_DATABASE_URL_INVALID, INFRA_DATABASE_UNREACHABLE
 */
export async function assertDatabaseAnswers(databaseUrl: string): Promise<void> {
  const place = placeOf(databaseUrl);
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: PATIENCE_MS });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
  } catch (error) {
    throw failure.databaseUnreachable(place, reasonOf(error), error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

function placeOf(databaseUrl: string): string {
  try {
    const { protocol, host, pathname } = new URL(databaseUrl);
    if (protocol === 'postgres:' || protocol === 'postgresql:') return `${host}${pathname}`;
  } catch {
    // Said below, without the URL's text: it may hold a password.
  }
  throw failure.databaseUrlInvalid();
}

function reasonOf(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string };
  return code ?? message ?? 'no reason given';
}

function reach(broker: string): Promise<void> {
  const at = broker.lastIndexOf(':');
  const host = broker.slice(0, at).replace(/^\[|\]$/g, '');
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port: Number(broker.slice(at + 1)), timeout: PATIENCE_MS });
    socket.once('connect', () => (socket.destroy(), resolve()));
    socket.once('timeout', () => socket.destroy(new Error('timeout')));
    socket.once('error', reject);
  });
}
