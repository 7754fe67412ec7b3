// `npm run test:browser`: the console in the machine's Chromium, against one running platform. Not a part of `npm test`,
// which needs no browser.
const shared = require('./jest.shared.js');

module.exports = {
  ...shared,
  displayName: 'browser',
  testMatch: ['**/*.browser-spec.ts'],
  // They share the platform: a sender that one pauses is no place for another.
  maxWorkers: 1,
  reporters: ['default', '<rootDir>/test/setup/count.reporter.js'],
  globalSetup: '<rootDir>/test/setup/browser-setup.js',
  globalTeardown: '<rootDir>/test/setup/global-teardown.js',
  setupFilesAfterEnv: ['<rootDir>/test/setup/each-file.js'],
};
