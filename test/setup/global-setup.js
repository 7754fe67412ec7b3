// Starts Kafka and PostgreSQL once for all integration specs of a run and tells the specs where they are. It runs
// before Jest can compile our TypeScript, so it uses dist/.
const { existsSync } = require('node:fs');
const { join } = require('node:path');
const { ensureBuilt } = require('../../tools/parley/bin/build.js');
const stopOnce = require('./stop-once.js');

const COMPILED = join(__dirname, '../../dist/tools/parley/testing/test-infrastructure.js');

module.exports = async (_globalConfig, projectConfig) => {
  await ensureBuilt().catch((error) => {
    if (!existsSync(COMPILED)) throw error;
    process.stderr.write(`${error.message} The specs run with the last build.\n`);
  });
  const { startTestInfrastructure } = require(COMPILED);
  const running = await startTestInfrastructure(process.env);
  const { kafkaBrokers, templateUrl } = running;
  // Jest hands a project's globals to every worker that runs its specs.
  projectConfig.globals.PARLEY_TEST_INFRASTRUCTURE = { kafkaBrokers, templateUrl };
  globalThis.PARLEY_STOP_TEST_INFRASTRUCTURE = stopOnce(running);
};
