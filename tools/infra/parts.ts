import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assertBrokersAnswer, assertDatabaseAnswers, parseBrokers } from './given-addresses.js';
import { startEmbeddedKafka } from './kafka/embedded-kafka.js';
import { fetchJars, jarsFolder, kafkaVersion } from './kafka/kafka-jars.js';
import { childEnvironment, type Machine } from './machine-facts.js';
import { endProcess } from './process/end-process.js';
import { startEmbeddedPostgres } from './postgres/embedded-postgres.js';
import { preparePostgresHome } from './postgres/postgres-home.js';
import type { Durability } from './postgres/server-settings.js';
import type { Environment, Origin } from './source-choice.js';

/** The ports that we listen on, of the loopback address. */
export interface InfrastructurePorts {
  kafka: number;
  kafkaController: number;
  postgres: number;
}

export type ProgressState = 'start' | 'done' | 'skip';

/** A running part: where it is, its process when it is our child, and how to stop it (nothing to do when given). */
export interface Part<Address> {
  address: Address;
  pid?: number;
  stop(): Promise<void>;
  /** Kills our child as a crash would. @returns how to start it again, on the same data and ports */
  kill?(): Promise<() => Promise<void>>;
}

export interface PartOptions {
  dataDir: string;
  machine: Machine;
  environment: Environment;
  ports: InfrastructurePorts;
  durability: Durability;
  progress(step: string, state: ProgressState, detail?: string): void;
  signal: AbortSignal;
}

const NOTHING_TO_STOP = () => Promise.resolve();

/** Says in the data folder that containers keep data for it too, so that a reset finds that. */
export const containerMark = (dataDir: string): string => join(dataDir, 'containers');

/** Kafka from where it was chosen to come from. */
export async function startKafka(origin: Origin, o: PartOptions): Promise<Part<string[]>> {
  if (origin === 'given') {
    const brokers = parseBrokers(o.environment.KAFKA_BROKERS ?? '');
    await assertBrokersAnswer(brokers);
    o.progress('Kafka', 'skip', `given: ${brokers.join(', ')}`);
    return { address: brokers, stop: NOTHING_TO_STOP };
  }
  if (origin === 'docker') {
    o.progress('Kafka', 'start', `${kafkaVersion()}, container`);
    await writeFile(containerMark(o.dataDir), '');
    const { startDockerKafka } = await import('./docker/docker-kafka.js');
    const broker = await startDockerKafka({ dataDir: o.dataDir, port: o.ports.kafka, signal: o.signal });
    o.progress('Kafka', 'done', broker.address);
    return { address: [broker.address], stop: broker.stop };
  }
  const jars = await kafkaJars(o);
  o.progress('Kafka', 'start', kafkaVersion());
  const start = () =>
    startEmbeddedKafka({
      dataDir: o.dataDir,
      java: o.machine.java!,
      jars,
      ports: o.ports,
      environment: childEnvironment(o.environment),
      signal: o.signal,
    });
  const broker = await start();
  o.progress('Kafka', 'done', broker.address);
  return ownChild([broker.address], broker, start);
}

/** PostgreSQL from where it was chosen to come from. */
export async function startDatabase(origin: Origin, o: PartOptions): Promise<Part<string>> {
  if (origin === 'given') {
    const url = (o.environment.DATABASE_URL ?? '').trim();
    await assertDatabaseAnswers(url);
    o.progress('PostgreSQL', 'skip', `given: ${new URL(url).host}`);
    return { address: url, stop: NOTHING_TO_STOP };
  }
  const port = o.ports.postgres;
  if (origin === 'docker') {
    o.progress('PostgreSQL', 'start', 'container');
    await writeFile(containerMark(o.dataDir), '');
    const { startDockerPostgres } = await import('./docker/docker-postgres.js');
    const { dataDir, durability, signal } = o;
    const database = await startDockerPostgres({ dataDir, port, durability, signal });
    o.progress('PostgreSQL', 'done', new URL(database.url).host);
    return { address: database.url, stop: database.stop };
  }
  const home = await preparePostgresHome(o.dataDir, o.machine.binaries!);
  const moved = home.moved
    ? `its data lies in ${home.folder}, as its user can't get into ${o.dataDir}`
    : undefined;
  o.progress('PostgreSQL', 'start', moved);
  const { durability, signal } = o;
  const start = () => startEmbeddedPostgres({ home, port, durability, signal });
  const database = await start();
  o.progress('PostgreSQL', 'done', new URL(database.url).host);
  return ownChild(database.url, database, start);
}

interface Child {
  readonly pid: number;
  stop(): Promise<void>;
}

function ownChild<Address>(address: Address, first: Child, start: () => Promise<Child>): Part<Address> {
  let running = first;
  return {
    address,
    get pid() {
      return running.pid;
    },
    stop: () => running.stop(),
    async kill() {
      await endProcess(running.pid, []);
      return async () => void (running = await start());
    },
  };
}

async function kafkaJars(o: PartOptions): Promise<string> {
  if (o.machine.facts.kafkaJars) return jarsFolder(o.dataDir);
  o.progress('Kafka jars', 'start', `${kafkaVersion()} by Maven, once`);
  const folder = await fetchJars(o.dataDir, childEnvironment(o.environment), o.signal);
  o.progress('Kafka jars', 'done');
  return folder;
}
