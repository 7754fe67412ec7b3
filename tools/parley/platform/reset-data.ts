import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { resetInfrastructure } from '../../infra/infrastructure.js';
import { clearLeftovers, removePlatformData } from './data-dir.js';

/**
 * Removes Kafka's and PostgreSQL's data, logs and the simulator's ledger. Kafka's jars and the secrets stay.
 *
 * @throws ParleyError ALREADY_RUNNING; InfrastructureError INFRA_FOLDER_BUSY
 */
export async function resetData(dataDir: string): Promise<void> {
  const folder = resolve(dataDir);
  if (!existsSync(folder)) return;
  await clearLeftovers(folder);
  await resetInfrastructure(folder);
  await removePlatformData(folder);
}
