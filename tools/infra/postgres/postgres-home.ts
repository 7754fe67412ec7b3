import { createHash } from 'node:crypto';
import { chmod, lstat, mkdir, realpath } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertDiskSpace } from '../disk-space.js';
import { failure } from '../infrastructure.error.js';
import type { SystemUser } from '../process/detached-process.js';
import { copyBinaries, mendBinaries, type PostgresBinaries } from './postgres-binaries.js';
import { canUse, postgresUser } from './postgres-user.js';

export interface PostgresHome {
  /** The folder that holds `data`. */
  folder: string;
  /** It lies outside the data folder, as PostgreSQL's user can't get in there. */
  moved: boolean;
  data: string;
  log: string;
  binaries: PostgresBinaries;
  /** Whom PostgreSQL runs as; absent when as us. */
  user: SystemUser | undefined;
}

// Reboots leave the first alone, where there is one.
const OPEN_TO_ALL = existsSync('/var/tmp') ? '/var/tmp' : tmpdir();

/** Where PostgreSQL lives within the data folder. */
export function ownFolder(dataDir: string): string {
  return join(dataDir, 'postgres');
}

/** Where it lives when its user can't get into the data folder. */
export function reachableFolder(dataDir: string): string {
  const hash = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
  return join(OPEN_TO_ALL, `parley-${hash}`);
}

/**
 * Prepares where PostgreSQL lives. Started by root it runs as a user who may reach neither our data folder nor the
 * npm package (below /root, say): what it can't reach is put where it can.
 *
 * @throws InfrastructureError INFRA_POSTGRES_USER, INFRA_FOLDER_UNUSABLE
 */
export async function preparePostgresHome(
  dataDir: string,
  binaries: PostgresBinaries,
): Promise<PostgresHome> {
  const own = ownFolder(dataDir);
  const log = join(own, 'postgres.log');
  await mkdir(own, { recursive: true });
  await mendBinaries(binaries);
  const user = await postgresUser(join(own, 'data'));
  // The server's own working folder is the real path: what is left running is known by it.
  if (user === undefined) return home(await realpath(own), false, log, binaries, user);

  await chmod(own, 0o755);
  const reached = await canUse(user, own);
  const folder = reached ? own : await openFolder(reachableFolder(dataDir));
  const owner = (reached ? user : await postgresUser(join(folder, 'data'))) ?? user;
  const programs = (await canUse(owner, binaries.postgres))
    ? binaries
    : await copyBinaries(binaries, await openFolder(join(OPEN_TO_ALL, 'parley-postgres')));
  return home(await realpath(folder), !reached, log, programs, owner);
}

function home(
  folder: string,
  moved: boolean,
  log: string,
  binaries: PostgresBinaries,
  user: SystemUser | undefined,
): PostgresHome {
  return { folder, moved, data: join(folder, 'data'), log, binaries, user };
}

// Anyone can make folders where all may write: one that root did not make, or that others may change, is not used.
async function openFolder(folder: string): Promise<string> {
  await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  const found = await lstat(folder);
  if (!found.isDirectory() || found.uid !== 0) {
    throw failure.folderUnusable(folder, 'it belongs to another user');
  }
  await chmod(folder, 0o755);
  await assertDiskSpace(folder);
  return folder;
}
