import { failure, type InfrastructureError } from './infrastructure.error.js';

/** Where a part comes from. */
export type Origin = 'given' | 'embedded' | 'docker';

/** The environment's variables, as a process has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What this machine has to run Kafka and PostgreSQL on, leaving Docker aside. */
export interface LocalFacts {
  /** Java's feature release (17, 21 …), absent when there is no Java. */
  java: number | undefined;
  maven: boolean;
  /** Kafka's jars are already here, so that Maven is not needed any more. */
  kafkaJars: boolean;
  /** PostgreSQL's npm package is here for this platform. */
  postgres: boolean;
  /** As in `linux-x64`, for the error's sentence. */
  platform: string;
}

export interface MachineFacts extends LocalFacts {
  /** A Docker engine answers. */
  docker: boolean;
}

export interface SourceChoice {
  kafka: Origin;
  database: Origin;
}

const OLDEST_JAVA = 17;

/** Whether the choice hangs on a Docker engine: only then is one looked for, as looking takes time. */
export function asksForDocker(environment: Environment, facts: LocalFacts): boolean {
  const wanted = wantedInfrastructure(environment);
  const given = givenParts(environment);
  if (given.kafka && given.database) return false;
  return wanted === 'docker' || (wanted === undefined && lacking(given, facts) !== undefined);
}

/**
 * Where Kafka and PostgreSQL come from: addresses in the environment (each part on its own), then containers when
 * they are asked for or are the only way, then this machine's own Java and npm package.
 *
 * @throws InfrastructureError when a part is to be had nowhere, or PARLEY_INFRA is not a word we know
 */
export function chooseSource(environment: Environment, facts: MachineFacts): SourceChoice {
  const given = givenParts(environment);
  const docker = asksForDocker(environment, facts);
  const lack = lacking(given, facts);
  if (docker && !facts.docker)
    throw lack !== undefined && !isSet(environment.PARLEY_INFRA) ? lack : failure.dockerMissing();
  if (!docker && lack !== undefined) throw lack;
  const ours: Origin = docker ? 'docker' : 'embedded';
  return { kafka: given.kafka ? 'given' : ours, database: given.database ? 'given' : ours };
}

function wantedInfrastructure(environment: Environment): 'embedded' | 'docker' | undefined {
  const value = environment.PARLEY_INFRA?.trim();
  if (value === undefined || value === '') return undefined;
  if (value === 'embedded' || value === 'docker') return value;
  throw failure.choiceUnknown(value);
}

function givenParts(environment: Environment): { kafka: boolean; database: boolean } {
  return { kafka: isSet(environment.KAFKA_BROKERS), database: isSet(environment.DATABASE_URL) };
}

// The first thing that embedding the parts which are not given would want and this machine has not.
function lacking(
  given: { kafka: boolean; database: boolean },
  facts: LocalFacts,
): InfrastructureError | undefined {
  if (!given.kafka) {
    if (facts.java === undefined) return failure.javaMissing();
    if (facts.java < OLDEST_JAVA) return failure.javaTooOld(facts.java);
    if (!facts.maven && !facts.kafkaJars) return failure.mavenMissing();
  }
  if (!given.database && !facts.postgres) return failure.postgresMissing(facts.platform);
  return undefined;
}

const isSet = (value: string | undefined): boolean => value !== undefined && value.trim() !== '';
