// What every Jest project of the house shares: swc for speed, the lib doors, no watch of build output.
const doors = Object.fromEntries(
  [
    ...['contracts', 'sms', 'intents', 'persistence', 'traces', 'vault', 'platform'],
    ...['messaging', 'carriers', 'config', 'testing'],
  ].map((lib) => [`^@parley/${lib}$`, `<rootDir>/libs/${lib}/src/index.ts`]),
);

module.exports = {
  rootDir: __dirname,
  testEnvironment: 'node',
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/tools', '<rootDir>/test', '<rootDir>/bench'],
  moduleFileExtensions: ['ts', 'js', 'json'],
  moduleNameMapper: {
    ...doors,
    '^@parley/testing/(.*)$': '<rootDir>/libs/testing/src/$1.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          keepClassNames: true,
          target: 'es2023',
        },
        module: { type: 'commonjs' },
      },
    ],
  },
  transformIgnorePatterns: ['/node_modules/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.parley/'],
};
