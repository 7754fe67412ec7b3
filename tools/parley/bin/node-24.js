'use strict';
const { spawn } = require('node:child_process');
const { existsSync } = require('node:fs');
const { dirname, join } = require('node:path');

const NEEDED = 24;

/** The project's own Node 24, which npm installs beside everything else: the first one found going up. */
function projectNode() {
  const windows = process.platform === 'win32';
  const system = windows ? 'win' : process.platform;
  const inPackage = join(`node-${system}-${process.arch}`, 'bin', windows ? 'node.exe' : 'node');
  for (let folder = __dirname; ; folder = dirname(folder)) {
    for (const place of [inPackage, join('.bin', 'node')]) {
      const file = join(folder, 'node_modules', place);
      if (existsSync(file)) return file;
    }
    if (folder === dirname(folder)) return undefined;
  }
}

/**
 * True when this Node will do. Otherwise the script is run again by the project's own Node, with the same
 * arguments, standard streams and exit code, and the caller has nothing more to do.
 *
 * @param {string} script
 * @param {readonly string[]} flags for Node itself; asked for, the script is always run again
 */
function runsOnNode24(script, flags = []) {
  const newEnough = Number.parseInt(process.versions.node, 10) >= NEEDED;
  const flagged = flags.every((flag) => process.execArgv.includes(flag));
  if (newEnough && flagged) return true;
  const node = newEnough ? process.execPath : projectNode();
  if (node === undefined) {
    process.stderr.write(
      `NODE_TOO_OLD Parley needs Node ${NEEDED} and this is ${process.versions.node}: run npm ci with optional packages, which brings it, or put Node ${NEEDED} on the PATH.\n`,
    );
    process.exitCode = 1;
    return false;
  }
  const child = spawn(node, [...flags, script, ...process.argv.slice(2)], { stdio: 'inherit' });
  // A terminal's Ctrl-C reaches the child by itself; what is sent to us alone is passed on.
  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    process.stderr.write(`NODE_TOO_OLD The project's own Node could not be run (${error.message}).\n`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    if (signal === null) process.exitCode = code ?? 1;
    else {
      process.removeAllListeners(signal);
      process.kill(process.pid, signal);
    }
  });
  return false;
}

module.exports = { runsOnNode24 };
