import prettier from 'eslint-config-prettier';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/*
 * Where a package or a global may be used. Kept here for the red line in the editor; the whole import table
 * is checked by .dependency-cruiser.cjs.
 */
const SPECS = [
  ...['**/*.spec.ts', '**/*.int-spec.ts', '**/*.e2e-spec.ts'],
  ...['**/*.browser-spec.ts', '**/*.suite.ts'],
];
const DATABASE_FILES = [
  'libs/persistence/**/*.ts',
  '**/*.pg.ts',
  '**/*.entity.ts',
  '**/migrations/**/*.ts',
  'tools/infra/**/*.ts',
  'bench/floor/**/*.ts',
];
const KAFKA_FILES = ['libs/messaging/**/*.ts', 'bench/floor/**/*.ts'];
const ENVIRONMENT_FILES = ['libs/platform/**/*.ts', 'tools/*/environment.ts', 'tools/*/*.config.ts'];
const DOMAIN_FILES = ['apps/*/src/domain/**/*.ts', 'libs/intents/src/**/*.ts'];

const kafka = { name: 'kafkajs', message: 'kafkajs lives in libs/messaging alone; use its ports.' };
const databases = ['pg', 'typeorm'].map((name) => ({
  name,
  message: 'SQL lives in libs/persistence, *.pg.ts, entities and migrations; write a store.',
}));
const restrictImports = (paths) => ({ '@typescript-eslint/no-restricted-imports': ['error', { paths }] });

/** Only these may be imported; `regex` names all the rest. */
const importOnly = (regex, message, paths = []) => ({
  '@typescript-eslint/no-restricted-imports': ['error', { paths, patterns: [{ regex, message }] }],
});

const environment = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'Read the environment through readEnvironment of @parley/platform, in <app>.config.ts.',
};

// The build writes doors into static imports alone: this one is found by no Node.
const doorByNeed = {
  selector: 'ImportExpression[source.value=/^@parley\\u002F/]',
  message: "Import what is needed later by a file of its own: import('./<file>.js').",
};

const clock = 'This code is pure: take the time as an argument, in ms.';
const pure = {
  'no-restricted-globals': [
    'error',
    ...[
      ...['performance', 'Temporal', 'crypto', 'process', 'Buffer', 'require', 'globalThis', 'global'],
      ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'fetch', 'console'],
    ].map((name) => ({ name, message: 'This code is pure: take what it needs as arguments.' })),
  ],
  'no-restricted-properties': [
    'error',
    { object: 'Math', property: 'random', message: 'This code is pure: take randomness as an argument.' },
    { object: 'Date', property: 'now', message: clock },
  ],
  // Date.parse and new Date(ms) only convert; these read the clock.
  'no-restricted-syntax': [
    'error',
    environment,
    { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: clock },
    { selector: "CallExpression[callee.name='Date']", message: clock },
  ],
};

export default defineConfig(
  // Examples are projects of their own: what a stranger to this house would write.
  { ignores: ['**/node_modules/', 'dist/', 'coverage/', '.parley/', 'docs/', 'examples/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },

  {
    files: ['**/*.ts', '**/*.tsx', '**/*.mts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'object-shorthand': 'error',
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': ['error', environment, doorByNeed],
      // Classes that Nest injects must be imported as values; the rule knows that from emitDecoratorMetadata.
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // Ports answer promises whether or not an adapter awaits; kafkajs and jest hand out plain functions as methods.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/unbound-method': 'off',
      // In this version its fix takes out assertions that the compiler needs.
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      ...restrictImports([kafka, ...databases]),
    },
  },
  { files: KAFKA_FILES, rules: restrictImports(databases) },
  { files: DATABASE_FILES, rules: restrictImports([kafka]) },
  { files: ['bench/floor/**/*.ts'], rules: { '@typescript-eslint/no-restricted-imports': 'off' } },
  { files: ENVIRONMENT_FILES, rules: { 'no-restricted-syntax': 'off' } },
  { files: ['apps/**/*.ts', 'libs/**/*.ts'], ignores: SPECS, rules: { 'no-console': 'error' } },

  {
    files: DOMAIN_FILES,
    ignores: SPECS,
    rules: {
      ...pure,
      ...importOnly(
        '^(?!\\./|\\.\\./|@parley/(contracts|sms|intents)$)',
        'The domain imports its own files, types of @parley/contracts, functions of @parley/sms and @parley/intents.',
        [
          {
            name: '@parley/contracts',
            message: 'The domain takes only types from the contracts: import type.',
            allowTypeImports: true,
          },
        ],
      ),
    },
  },
  {
    files: ['libs/sms/src/**/*.ts'],
    ignores: SPECS,
    rules: { ...pure, ...importOnly('^(?!\\./|\\.\\./)', 'libs/sms imports nothing but its own files.') },
  },
  {
    files: ['libs/sms/src/phone-number.ts'],
    rules: importOnly(
      '^(?!\\./|\\.\\./|libphonenumber-js/max$)',
      'Only libphonenumber-js/max, in this file.',
    ),
  },
  {
    files: ['libs/contracts/src/**/*.ts'],
    ignores: SPECS,
    rules: { ...pure, ...importOnly('^(?!\\./|\\.\\./|zod$)', 'The contracts import zod and nothing else.') },
  },

  {
    files: SPECS,
    rules: {
      'max-lines': 'off',
      // expect.objectContaining and its like are typed any.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
    },
  },
  {
    // What is evaluated in a page knows types of the browser, which this program has not.
    files: ['test/browser/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
  {
    files: ['**/*.js', '**/*.cjs', '**/*.mjs'],
    extends: [tseslint.configs.base],
    rules: { eqeqeq: 'error', 'no-var': 'error', 'prefer-const': 'error' },
  },
  prettier,
);
