// Stops what the run's set-up started.
module.exports = async () => {
  await globalThis.PARLEY_STOP_TEST_INFRASTRUCTURE?.();
};
