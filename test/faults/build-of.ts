import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../../tools/parley/platform/project-root.js';

const run = promisify(execFile);

/** A shell's name for what was built: kept, as building takes a minute and a commit never changes. */
const BUILT = '.built';

/**
 * Builds the project as it was at a commit, in a folder of its own under .parley/builds, and resolves with that folder.
 * The packages are this build's own where the lock file is the same, else installed.
 *
 * @throws Error in one sentence where the commit is not known or does not build
 */
export async function buildOf(revision: string, say: (line: string) => void): Promise<string> {
  const here = projectRoot();
  const { stdout } = await run('git', ['rev-parse', '--verify', '--quiet', `${revision}^{commit}`], {
    cwd: here,
  }).catch(() => {
    throw new Error(`UPGRADE_FROM_UNKNOWN there is no commit ${revision} here: name a tag or a commit.`);
  });
  const commit = stdout.trim();
  const root = join(here, '.parley', 'builds', commit.slice(0, 12));
  if (existsSync(join(root, BUILT))) return root;
  say(`building ${revision} (${commit.slice(0, 7)}) …`);
  await rm(root, { recursive: true, force: true });
  await mkdir(root, { recursive: true });
  await run('sh', ['-c', 'git archive "$1" | tar -x -C "$2"', 'sh', commit, root], { cwd: here });
  if ((await lockOf(root)) === (await lockOf(here)))
    await symlink(join(here, 'node_modules'), join(root, 'node_modules'));
  else await npm(root, 'ci', '--no-audit', '--no-fund');
  await npm(root, 'run', 'build');
  await writeFile(join(root, BUILT), '');
  return root;
}

function lockOf(root: string): Promise<string> {
  return readFile(join(root, 'package-lock.json'), 'utf8');
}

async function npm(cwd: string, ...words: string[]): Promise<void> {
  await run('npm', words, { cwd, maxBuffer: 64 * 1024 * 1024 }).catch((error: { stderr?: string }) => {
    const last = error.stderr?.trim().split('\n').slice(-5).join('\n  ');
    throw new Error(`UPGRADE_FROM_BROKEN "npm ${words.join(' ')}" failed in ${cwd}:\n  ${last}`);
  });
}
