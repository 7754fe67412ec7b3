import { chmod, mkdir, realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { assertDiskSpace } from './disk-space.js';
import { lockFolder, type FolderLock } from './folder-lock.js';
import { failure, InfrastructureError } from './infrastructure.error.js';

/** The folder's one true path, also before it exists: processes are told from others by the paths they were given. */
export async function realFolder(dataDir: string): Promise<string> {
  const folder = resolve(dataDir);
  return realpath(folder).catch(async () => {
    const parent = dirname(folder);
    return parent === folder ? folder : join(await realFolder(parent), basename(folder));
  });
}

/**
 * Makes the data folder if it is missing, checks that there is room on its disk, and takes it for this process.
 *
 * @throws InfrastructureError INFRA_FOLDER_UNUSABLE, INFRA_DISK_FULL, INFRA_FOLDER_BUSY
 */
export async function openDataFolder(dataDir: string): Promise<FolderLock> {
  try {
    // PostgreSQL may run as another user, who has to get through a folder that a strict umask would close to it.
    if ((await mkdir(dataDir, { recursive: true })) !== undefined) await chmod(dataDir, 0o755);
    await assertDiskSpace(dataDir);
    return await lockFolder(dataDir);
  } catch (error) {
    if (error instanceof InfrastructureError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    throw code === 'ENOSPC'
      ? failure.diskFull(dataDir, 0)
      : failure.folderUnusable(dataDir, code ?? message, error);
  }
}
