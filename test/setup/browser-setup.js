// Starts the platform once for all browser specs of a run, plays some texts on it, and tells the specs where it is. It
// runs before Jest can compile our TypeScript, so it uses dist/.
const { join } = require('node:path');
const { ensureBuilt } = require('../../tools/parley/bin/build.js');
const stopOnce = require('./stop-once.js');

const COMPILED = join(__dirname, '../../dist/test/browser');

module.exports = async (_globalConfig, projectConfig) => {
  await ensureBuilt();
  const { chromiumPath } = require(join(COMPILED, 'chromium.js'));
  const { playExample } = require(join(COMPILED, 'played-example.js'));
  const { startStage } = require(join(COMPILED, 'stage.js'));
  chromiumPath(); // throws where it is missing, before anything is started
  const running = await startStage();
  const stop = stopOnce(running);
  const { consoleUrl, simulatorUrl, kafkaBrokers } = running;
  const stage = { consoleUrl, simulatorUrl, kafkaBrokers };
  try {
    await playExample(stage);
  } catch (error) {
    await stop();
    throw error;
  }
  // Jest hands a project's globals to every worker that runs its specs.
  projectConfig.globals.PARLEY_BROWSER_STAGE = stage;
  globalThis.PARLEY_STOP_TEST_INFRASTRUCTURE = stop;
};
