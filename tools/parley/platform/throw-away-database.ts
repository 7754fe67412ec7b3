import { inspectMachine } from '../../infra/machine-facts.js';
import { startDatabase } from '../../infra/parts.js';
import { chooseSource } from '../../infra/source-choice.js';
import { freePort } from '../../infra/infrastructure.js';
import type { Environment } from '../environment.js';
import { createDatabase, databaseUrlOf, dropDatabasesLike } from './databases.pg.js';
import { throwAwayDir } from './throw-away-dir.js';

/** Kafka is not asked for; an address that is said to be given is not looked at. */
const NO_KAFKA = { KAFKA_BROKERS: 'none' };

/**
 * Runs some work on an empty database of its own: on the server that DATABASE_URL names, else on a PostgreSQL started
 * for it, without Kafka. Nothing is left behind.
 */
export async function withThrowAwayDatabase<T>(
  home: string,
  environment: Environment,
  work: (databaseUrl: string) => Promise<T>,
): Promise<T> {
  const dir = await throwAwayDir(home, 'schema');
  try {
    const machine = await inspectMachine({ ...environment, ...NO_KAFKA }, dir.path);
    const origin = chooseSource({ ...environment, ...NO_KAFKA }, machine.facts);
    const port = await freePort();
    const server = await startDatabase(origin.database, {
      dataDir: dir.path,
      machine,
      environment,
      ports: { kafka: port, kafkaController: port, postgres: port },
      durability: 'fast',
      progress: () => undefined,
      signal: new AbortController().signal,
    });
    const name = `parley_schema_${process.pid}`;
    try {
      await createDatabase(server.address, name);
      return await work(databaseUrlOf(server.address, name));
    } finally {
      await dropDatabasesLike(server.address, name).catch(() => undefined);
      await server.stop();
    }
  } finally {
    await dir.remove();
  }
}
