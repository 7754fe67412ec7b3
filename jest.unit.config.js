// Specs without I/O: no infrastructure is started for them.
const shared = require('./jest.shared.js');

module.exports = {
  ...shared,
  displayName: 'unit',
  testMatch: ['**/*.spec.ts'],
  setupFilesAfterEnv: ['<rootDir>/test/setup/each-unit-file.js'],
};
