'use strict';
const { createHash } = require('node:crypto');
const { existsSync, readdirSync, readFileSync, statSync } = require('node:fs');
const { dirname, join } = require('node:path');

const FOLDERS = ['apps', 'libs', 'tools', 'test', 'bench'];
const FILES = ['package.json', 'nest-cli.json', 'tsconfig.json', 'tsconfig.build.json'];
const COMPILED = /(?<!\.(spec|int-spec|e2e-spec|browser-spec|suite|d))\.(ts|mts|tsx|css|html|svg)$/;

/** The installation's root: the nearest folder above with the platform's own package.json. */
function projectRoot() {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).name === 'parley-platform') return folder;
    if (folder === dirname(folder)) throw new Error('ROOT_MISSING This is no installation of Parley.');
  }
}

/** A digest of what the build reads: each file's path, size and time. Undefined where there are no sources. */
function sourcesDigest(root) {
  if (!existsSync(join(root, 'tsconfig.build.json'))) return undefined;
  const hash = createHash('sha256');
  const add = (path) => {
    const { size, mtimeMs } = statSync(join(root, path));
    hash.update(`${path} ${size} ${mtimeMs}\n`);
  };
  const walk = (folder) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (entry.name !== 'node_modules') walk(path);
      } else if (COMPILED.test(entry.name)) add(path);
    }
  };
  for (const folder of FOLDERS) if (existsSync(join(root, folder))) walk(folder);
  for (const file of FILES) if (existsSync(join(root, file))) add(file);
  return hash.digest('hex');
}

/** Where the digest of the sources that dist/ was built from is kept. */
const stampFile = (root) => join(root, 'dist', '.stamp');

/** Where Node keeps what it compiled, for the command and the services alike. */
const compileCache = () => join(projectRoot(), '.parley', 'cache');

module.exports = { compileCache, projectRoot, sourcesDigest, stampFile };
