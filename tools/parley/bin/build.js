'use strict';
const { spawn } = require('node:child_process');
const { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { compileCache, projectRoot, sourcesDigest, stampFile } = require('./sources.js');

const BUILD_ARGUMENTS = ['run', '--silent', 'build', '--'];

/**
 * Makes sure that dist/ is there and was built from the sources as they are; an installation without sources is
 * taken as it is. Says so on standard error when it builds.
 *
 * @returns {Promise<string>} the path of the command's own main
 */
async function ensureBuilt() {
  const root = projectRoot();
  const main = join(root, 'dist', 'tools', 'parley', 'main.js');
  const digest = sourcesDigest(root);
  if (digest === undefined) {
    if (existsSync(main)) return main;
    throw new Error('BUILD_MISSING This installation has neither sources nor dist/: install Parley again.');
  }
  if (isFresh(root, main, digest)) return main;
  const lock = join(root, 'dist', '.building');
  await take(lock);
  try {
    // Another command may have built it while we waited.
    const now = sourcesDigest(root);
    if (!isFresh(root, main, now)) await build(root, now);
    return main;
  } finally {
    rmSync(lock, { force: true });
  }
}

function isFresh(root, main, digest) {
  const stamp = stampFile(root);
  return existsSync(main) && existsSync(stamp) && readFileSync(stamp, 'utf8').trim() === digest;
}

async function build(root, digest) {
  process.stderr.write('building …\n');
  const started = Date.now();
  // What Node compiled from the files of before is of no use any more, and Node never clears it away.
  rmSync(compileCache(), { recursive: true, force: true });
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const child = spawn(npm, [...BUILD_ARGUMENTS, `--digest=${digest}`], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  const code = await new Promise((resolve) => {
    child.once('error', () => resolve(127));
    child.once('exit', (exit) => resolve(exit ?? 1));
  });
  if (code !== 0) {
    throw new Error(
      'BUILD_FAILED The sources do not build: mend what the compiler names above and try again.',
    );
  }
  process.stderr.write(`built in ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
}

// One build at a time: two commands begun together would write the same files.
async function take(lock) {
  mkdirSync(join(lock, '..'), { recursive: true });
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (!holderLives(lock)) rmSync(lock, { force: true });
    else await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function holderLives(lock) {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    if (!(pid > 0)) return true; // just taken, its number not written yet
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

module.exports = { ensureBuilt };
