import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { realFolder } from './data-folder.js';
import { lockFolder } from './folder-lock.js';
import { kafkaFiles, stopLeftoverKafka } from './kafka/embedded-kafka.js';
import { containerMark } from './parts.js';
import { stopLeftoverPostgres } from './postgres/embedded-postgres.js';
import { ownFolder, reachableFolder } from './postgres/postgres-home.js';

/**
 * Removes Kafka's and PostgreSQL's data, of containers too; Kafka's jars stay, and so does everything in the folder
 * that is not the infrastructure's own.
 *
 * @throws InfrastructureError INFRA_FOLDER_BUSY while it runs
 */
export async function resetInfrastructure(dataDir: string): Promise<void> {
  const folder = await realFolder(dataDir);
  if (!existsSync(folder)) return;
  const lock = await lockFolder(folder);
  try {
    await stopLeftoverKafka(folder);
    for (const home of [ownFolder(folder), reachableFolder(folder)]) {
      await stopLeftoverPostgres(join(home, 'data'));
      await rm(home, { recursive: true, force: true });
    }
    const kafka = kafkaFiles(folder);
    for (const path of [kafka.data, kafka.logs, kafka.properties, kafka.log4j, kafka.classes]) {
      await rm(path, { recursive: true, force: true });
    }
    if (existsSync(containerMark(folder))) {
      const { removeContainerData } = await import('./docker/engine.js');
      await removeContainerData(folder);
      await rm(containerMark(folder));
    }
  } finally {
    await lock.release();
  }
}
