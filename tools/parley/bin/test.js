#!/usr/bin/env node
'use strict';
// `npm test`: builds when the sources changed, then runs Jest on the project's Node. Arguments are Jest's own:
// `npm test -- keyword-router`. How many tests passed and failed stands alone on the last line.
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
  process.argv.splice(2, 0, '--config', join(projectRoot(), 'jest.config.js'));
  require('jest/bin/jest');
}
