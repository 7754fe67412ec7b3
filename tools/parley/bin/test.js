#!/usr/bin/env node
'use strict';
// `npm test`: builds when the sources changed, then runs Jest on the project's Node. Arguments are Jest's own:
// `npm test -- keyword-router`, with `--config <file>` first where it is another than jest.config.js. How many tests
// passed and failed stands alone on the last line.
const { runsOnNode24 } = require('./node-24.js');

if (runsOnNode24(__filename, ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'])) {
  run().catch((error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  });
}

async function run() {
  const { join } = require('node:path');
  const { ensureBuilt } = require('./build.js');
  const { projectRoot } = require('./sources.js');
  // The end-to-end specs start the services from dist/.
  await ensureBuilt();
  const config = process.argv[2] === '--config' ? process.argv.splice(2, 2)[1] : 'jest.config.js';
  process.argv.splice(2, 0, '--config', join(projectRoot(), config));
  require('jest/bin/jest');
}
