import { jarsAreThere, maven } from './kafka/kafka-jars.js';
import { findJava, type Java } from './kafka/java.js';
import { findPostgresBinaries, platformName, type PostgresBinaries } from './postgres/postgres-binaries.js';
import { runTool } from './process/detached-process.js';
import { asksForDocker, type Environment, type LocalFacts, type MachineFacts } from './source-choice.js';

/** What was found on this machine: the facts to choose by, and the things themselves. */
export interface Machine {
  facts: MachineFacts;
  java: Java | undefined;
  binaries: PostgresBinaries | undefined;
}

/**
 * The environment to start children with. One without a PATH says only what the caller wanted to say, so the
 * children inherit ours (undefined).
 */
export function childEnvironment(environment: Environment): NodeJS.ProcessEnv | undefined {
  return Object.keys(environment).some((name) => name.toUpperCase() === 'PATH') ? environment : undefined;
}

/** Looks for what Kafka and PostgreSQL can run on: for Maven only while jars are to be fetched, for Docker only if asked. */
export async function inspectMachine(environment: Environment, dataDir: string): Promise<Machine> {
  const inherited = childEnvironment(environment);
  const kafkaJars = jarsAreThere(dataDir);
  const [java, hasMaven] = await Promise.all([
    findJava(environment, inherited),
    kafkaJars ? false : mavenRuns(inherited),
  ]);
  const binaries = findPostgresBinaries();
  const local: LocalFacts = {
    java: java?.release,
    maven: hasMaven,
    kafkaJars,
    postgres: binaries !== undefined,
    platform: platformName(),
  };
  const docker = asksForDocker(environment, local) && (await dockerAnswers());
  return { facts: { ...local, docker }, java, binaries };
}

async function mavenRuns(environment: NodeJS.ProcessEnv | undefined): Promise<boolean> {
  return runTool({ ...maven(['-v']), environment }).then(
    ({ code }) => code === 0,
    () => false,
  );
}

async function dockerAnswers(): Promise<boolean> {
  // Loaded only now: it is large, most starts never need it, and an installation without development packages lacks it.
  const engine = await import('./docker/engine.js').catch(() => undefined);
  return engine !== undefined && engine.engineAnswers();
}
