import { openDataFolder, realFolder } from './data-folder.js';
import { freePorts } from './free-port.js';
import { failure } from './infrastructure.error.js';
import { inspectMachine } from './machine-facts.js';
import {
  startDatabase,
  startKafka,
  type InfrastructurePorts,
  type Part,
  type PartOptions,
  type ProgressState,
} from './parts.js';
import { chooseSource, type Environment, type Origin } from './source-choice.js';
import type { Durability } from './postgres/server-settings.js';

export { freePort, freePorts } from './free-port.js';
export { InfrastructureError } from './infrastructure.error.js';
export { resetInfrastructure } from './reset-infrastructure.js';
export type { Durability, Environment, InfrastructurePorts, Origin, ProgressState };

/** Kafka and PostgreSQL, ready to use. */
export interface Infrastructure {
  /** host:port each. */
  kafkaBrokers: string[];
  /** postgres://user:password@host:port/database */
  databaseUrl: string;
  origin: { kafka: Origin; database: Origin };
  /** Process ids of what runs as our own child (embedded): for measuring, and for killing in fault trials. */
  processes: { kafka?: number; postgres?: number };
  /**
   * kill −9 of our own child, for fault trials.
   *
   * @returns how to start it again, on the same data and ports
   * @throws where it is not embedded
   */
  kill(part: 'kafka' | 'postgres'): Promise<() => Promise<void>>;
  /** Stops everything this start started and nothing else: Kafka first, then PostgreSQL. Can be called again. */
  stop(): Promise<void>;
}

export interface InfrastructureOptions {
  /** Where the data lies, kept between starts: `.parley` of the repository, say. */
  dataDir: string;
  /** Read: KAFKA_BROKERS, DATABASE_URL, PARLEY_INFRA, JAVA_HOME. With a PATH in it, it is the children's as well. */
  environment: Environment;
  /** Free ones are chosen when absent. */
  ports?: InfrastructurePorts;
  /** 'safe' when absent. */
  durability?: Durability;
  progress(step: string, state: ProgressState, detail?: string): void;
  /** Aborted, the start ends with INFRA_INTERRUPTED and what it had started is stopped. */
  signal?: AbortSignal;
}

/**
 * Starts Kafka and PostgreSQL, both at once, each from where chooseSource says.
 *
 * @throws InfrastructureError, one sentence that says what to do, with nothing left running
 */
export async function startInfrastructure(o: InfrastructureOptions): Promise<Infrastructure> {
  const dataDir = await realFolder(o.dataDir);
  const machine = await inspectMachine(o.environment, dataDir);
  const origin = chooseSource(o.environment, machine.facts);
  const allGiven = origin.kafka === 'given' && origin.database === 'given';
  const lock = allGiven ? undefined : await openDataFolder(dataDir);
  const cancel = new AbortController();
  const interrupt = () => cancel.abort(failure.interrupted());
  o.signal?.addEventListener('abort', interrupt);
  try {
    if (o.signal?.aborted) interrupt();
    const options: PartOptions = {
      dataDir,
      machine,
      environment: o.environment,
      ports: o.ports ?? (await choosePorts()),
      durability: o.durability ?? 'safe',
      progress: (step, state, detail) => o.progress(step, state, detail),
      signal: cancel.signal,
    };
    const [kafka, database] = await startBoth(options, origin, cancel);
    const stop = async () => {
      try {
        await kafka.stop();
      } finally {
        await database.stop().finally(() => lock?.release());
      }
    };
    let stopped: Promise<void> | undefined;
    return {
      kafkaBrokers: kafka.address,
      databaseUrl: database.address,
      origin,
      get processes() {
        return {
          ...(kafka.pid !== undefined && { kafka: kafka.pid }),
          ...(database.pid !== undefined && { postgres: database.pid }),
        };
      },
      kill(part) {
        const { kill } = part === 'kafka' ? kafka : database;
        if (kill === undefined) throw new Error(`${part} is not ours to kill.`);
        return kill();
      },
      stop: () => (stopped ??= stop()),
    };
  } catch (error) {
    await lock?.release();
    throw error;
  } finally {
    o.signal?.removeEventListener('abort', interrupt);
  }
}

// The first to fail, or an interruption, cancels the other; whatever did start is stopped before the reason is thrown.
async function startBoth(
  options: PartOptions,
  origin: { kafka: Origin; database: Origin },
  cancel: AbortController,
): Promise<[Part<string[]>, Part<string>]> {
  const cancelling = (error: unknown): never => {
    cancel.abort(error);
    throw error;
  };
  const [kafka, database] = await Promise.allSettled([
    startKafka(origin.kafka, options).catch(cancelling),
    startDatabase(origin.database, options).catch(cancelling),
  ]);
  if (kafka.status === 'fulfilled' && database.status === 'fulfilled' && !cancel.signal.aborted) {
    return [kafka.value, database.value];
  }
  if (kafka.status === 'fulfilled') await kafka.value.stop();
  if (database.status === 'fulfilled') await database.value.stop();
  throw cancel.signal.reason;
}

async function choosePorts(): Promise<InfrastructurePorts> {
  const [kafka, kafkaController, postgres] = await freePorts(3);
  return { kafka: kafka!, kafkaController: kafkaController!, postgres: postgres! };
}
