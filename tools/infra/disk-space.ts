import { statfs } from 'node:fs/promises';
import { failure } from './infrastructure.error.js';

const MIB = 1024 * 1024;
const NEEDED_MIB = 1024;

/**
 * Refuses a disk with less than 1 GiB left for us: both Kafka and PostgreSQL end badly when it runs full.
 *
 * @throws InfrastructureError INFRA_DISK_FULL
 */
export async function assertDiskSpace(folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const freeMiB = Math.floor((bavail * bsize) / MIB);
  if (freeMiB < NEEDED_MIB) throw failure.diskFull(folder, freeMiB);
}
