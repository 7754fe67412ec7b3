// Has what a run started stopped once, also when the run is interrupted: Jest knows no teardown for that.
module.exports = function stopOnce(running) {
  let stopping;
  const stop = () => (stopping ??= running.stop());
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.once(signal, () => stop().finally(() => process.exit(130)));
  }
  return stop;
};
