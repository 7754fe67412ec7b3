import { join } from 'node:path';
import { whenGroupsServed } from '@parley/messaging';
import { startInfrastructure, type Environment } from '../../infra/infrastructure.js';
import { migrateAll } from '../platform/migrations.js';
import { createMissingTopics, kafkaClient } from '../platform/kafka.js';
import { projectRoot } from '../platform/project-root.js';
import { sweep, throwAwayDir } from '../platform/throw-away-dir.js';
import { createDatabase, databaseUrlOf, dropDatabasesLike } from '../platform/databases.pg.js';

/** What specs are told. */
export interface TestInfrastructure {
  readonly kafkaBrokers: readonly string[];
  /** A migrated database that nobody connects to: specs copy it. */
  readonly templateUrl: string;
}

export interface RunningTestInfrastructure extends TestInfrastructure {
  stop(): Promise<void>;
}

/**
 * Kafka and PostgreSQL for one run of specs, with all topics and a migrated template database: those that the
 * environment gives, else embedded or in containers, on free ports and with data that is removed at the end.
 */
export async function startTestInfrastructure(environment: Environment): Promise<RunningTestInfrastructure> {
  const home = join(projectRoot(), '.parley');
  const dir = await throwAwayDir(home, 'test');
  const infrastructure = await startInfrastructure({
    dataDir: dir.path,
    environment,
    durability: 'fast',
    progress: () => undefined,
  });
  await dir.giveBackJars();
  const { kafkaBrokers, databaseUrl } = infrastructure;
  // A database of ours alone, also where a whole server was given.
  const template = `parley_test_${process.pid}_${Date.now().toString(36)}`;
  const templateUrl = databaseUrlOf(databaseUrl, template);
  const stop = async (): Promise<void> => {
    await dropDatabasesLike(databaseUrl, template).catch(() => undefined);
    await infrastructure.stop();
    await dir.remove();
    // A run that is interrupted kills its workers, and their platforms' Kafka and PostgreSQL stay behind.
    await sweep(home, 'e2e');
  };
  try {
    await createDatabase(databaseUrl, template);
    const kafka = kafkaClient(kafkaBrokers);
    await Promise.all([
      migrateAll(templateUrl),
      createMissingTopics(kafka, environment).then(() => whenGroupsServed(kafka)),
    ]);
    return { kafkaBrokers, templateUrl, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
