// `npm test`: specs without I/O, and those on real Kafka and PostgreSQL, which are started once for all of them.
const shared = require('./jest.shared.js');
const unit = require('./jest.unit.config.js');

module.exports = {
  rootDir: __dirname,
  // Each worker of the integration project keeps the machine busy by itself.
  maxWorkers: 2,
  // With VM modules on, Node keeps what a file loaded (20 to 40 MB where that is Nest): without a limit workers come to
  // 4.5 GB, and files that do next to nothing take 10 s at the end.
  workerIdleMemoryLimit: '1GB',
  reporters: ['default', '<rootDir>/test/setup/count.reporter.js'],
  projects: [
    unit,
    {
      ...shared,
      displayName: 'integration',
      testMatch: ['**/*.int-spec.ts', '**/*.e2e-spec.ts'],
      globalSetup: '<rootDir>/test/setup/global-setup.js',
      globalTeardown: '<rootDir>/test/setup/global-teardown.js',
      setupFilesAfterEnv: ['<rootDir>/test/setup/each-file.js'],
    },
  ],
};
