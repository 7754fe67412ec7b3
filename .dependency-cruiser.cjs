/*
 * The import table of the house: what may import what. Every rule says why it is there; a violation fails CI.
 * Paths are regular expressions on the file's path from the root.
 */
const SPEC = '\\.(spec|int-spec|e2e-spec|browser-spec|suite|builder)\\.ts$';
const SQL_FILES = '^libs/persistence/|\\.pg\\.ts$|\\.entity\\.ts$|/migrations/|^tools/infra/|^bench/floor/';
const VAGUE = '^(apps|libs|tools|test|bench)/.*[/-](utils?|helpers?|common|misc|manager|base)[./]';

/** What specs without I/O take of libs/testing has doors of its own: index.ts loads clients of databases and brokers. */
const DOORS = ['^libs/[^/]+/src/index\\.ts$', '^libs/testing/src/(any-character|recorded-spans)\\.ts$'];

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** A library and the libraries that it may import, by their doors. */
const LIBRARIES = {
  contracts: [],
  sms: [],
  intents: ['contracts', 'sms'],
  persistence: ['contracts', 'sms'],
  vault: ['persistence'],
  traces: ['persistence'],
  platform: ['contracts', 'sms', 'persistence'],
  messaging: ['contracts', 'sms', 'persistence', 'vault', 'platform'],
  carriers: ['contracts', 'sms', 'persistence', 'platform'],
  config: ['contracts', 'sms', 'intents', 'persistence', 'platform', 'messaging', 'carriers'],
  testing: ['contracts', 'sms', 'persistence', 'vault', 'platform', 'messaging', 'carriers'],
};

module.exports = {
  forbidden: [
    forbid(
      'no-circular',
      'Two files that need each other are one room, or hide a third. Types alone may point back.',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    forbid('not-to-unresolvable', 'An import that leads nowhere.', {}, { couldNotResolve: true }),

    forbid(
      'domain-is-pure',
      "A domain imports its own files, the contracts' types, libs/sms and libs/intents: no package, no node:*, no other room.",
      { path: '^apps/([^/]+)/src/domain/', pathNot: SPEC },
      { pathNot: ['^apps/$1/src/domain/', '^libs/(contracts|sms|intents)/'] },
    ),
    forbid(
      'domain-takes-only-types-of-the-contracts',
      'A domain must run without the schema library: import type.',
      { path: '^apps/[^/]+/src/domain/', pathNot: SPEC },
      { path: '^libs/contracts/', dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'contracts-import-zod-only',
      'Everybody depends on the contracts, so they depend on nothing else.',
      { path: '^libs/contracts/', pathNot: SPEC },
      { pathNot: ['^libs/contracts/', '^node_modules/zod/'] },
    ),
    forbid(
      'sms-is-pure',
      'libs/sms is pure; libphonenumber-js is known to one of its files.',
      { path: '^libs/sms/', pathNot: [SPEC, '^libs/sms/src/phone-number\\.ts$'] },
      { pathNot: '^libs/sms/' },
    ),
    forbid(
      'sms-phone-numbers',
      'libs/sms is pure; its phone numbers are read by libphonenumber-js alone.',
      { path: '^libs/sms/src/phone-number\\.ts$' },
      { pathNot: ['^libs/sms/', '^node_modules/libphonenumber-js/'] },
    ),

    forbid(
      'intents-are-pure',
      'What a text means is decided on values alone: libs/intents imports its own files, libs/sms, and types of the contracts.',
      { path: '^libs/intents/', pathNot: SPEC },
      { pathNot: ['^libs/intents/', '^libs/sms/'], dependencyTypesNot: ['type-only'] },
    ),

    ...Object.entries(LIBRARIES).map(([library, below]) =>
      forbid(
        `libs-${library}-imports-downwards`,
        'Libraries: contracts, sms, intents → persistence → platform → messaging, carriers → config → apps. Nothing points up.',
        { path: `^libs/${library}/`, pathNot: SPEC },
        { path: '^libs/', pathNot: `^libs/(${[library, ...below].join('|')})/` },
      ),
    ),
    forbid(
      'libs-know-no-app',
      'A library serves every app and knows none; nor does it know tools, except that libs/testing starts infrastructure.',
      { path: '^libs/', pathNot: '^libs/testing/' },
      { path: '^(apps|tools|test|bench)/' },
    ),
    forbid(
      'testing-starts-infrastructure-only',
      'libs/testing borrows the infrastructure of tools/infra and the simulator, nothing else above it.',
      { path: '^libs/testing/' },
      { path: '^(apps|tools|test|bench)/', pathNot: '^tools/(infra|simulator)/' },
    ),
    forbid(
      'through-the-door-from-outside',
      'A library is imported by its name (@parley/…): its index.ts says what is public.',
      { path: '^(apps|tools|test|bench)/' },
      { path: '^libs/[^/]+/src/', pathNot: DOORS },
    ),
    forbid(
      'through-the-door-between-libraries',
      'A library is imported by its name (@parley/…): its index.ts says what is public.',
      { path: '^libs/([^/]+)/' },
      { path: '^libs/[^/]+/src/', pathNot: ['^libs/$1/', ...DOORS] },
    ),
    forbid(
      'apps-know-no-other-app',
      'Services speak by events. What two of them need is a library.',
      { path: '^apps/([^/]+)/' },
      { path: '^apps/', pathNot: '^apps/$1/' },
    ),
    forbid(
      'apps-know-no-tool',
      'What runs in production does not depend on what starts, measures or tests it.',
      { path: '^apps/', pathNot: SPEC },
      { path: '^(tools|test|bench)/' },
    ),
    forbid(
      'tools-see-only-rules-and-migrations-of-apps',
      'Tools run an app as a process. They may ask its pure rules and run its migrations, and see nothing else. (The reference loads configurations and controllers, whichever there are, to describe them: tools/reference/app-sources.ts.)',
      { path: '^tools/' },
      { path: '^apps/', pathNot: '^apps/[^/]+/src/(domain|migrations)/' },
    ),

    forbid(
      'traces-are-pure',
      'Browsers show traces too: libs/traces runs anywhere, and takes the form of a span as a type.',
      { path: '^libs/traces/', pathNot: SPEC },
      { pathNot: '^libs/traces/', dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'browsers-are-given-pure-code-only',
      "The console's pages take preact, libs/sms and libs/traces, and of the services' own answers the types; the page of keywords an editor and a layout of graphs.",
      { path: '^apps/console/web/src/', pathNot: SPEC },
      {
        pathNot: [
          '^apps/console/web/',
          '^libs/(sms|traces)/',
          '^node_modules/(preact|@codemirror|@lezer|@dagrejs)/',
        ],
        dependencyTypesNot: ['type-only'],
      },
    ),

    forbid(
      'editors-and-layouts-are-fetched-when-needed',
      'CodeMirror and dagre weigh more than all the pages: only what import() fetches may take them.',
      {
        path: '^apps/console/web/src/',
        pathNot: [SPEC, '^apps/console/web/src/keywords/(editor|editor-theme|flow-layout)\\.ts$'],
      },
      { path: '^node_modules/(@codemirror|@lezer|@dagrejs)/' },
    ),
    forbid(
      'lazy-rooms-are-fetched',
      'Imported at once they would be loaded with every page.',
      { path: '^apps/console/web/src/', pathNot: [SPEC, '^apps/console/web/src/keywords/editor\\.ts$'] },
      {
        path: '^apps/console/web/src/keywords/(editor|editor-theme|flow-layout)\\.ts$',
        dependencyTypesNot: ['type-only', 'dynamic-import'],
      },
    ),

    forbid(
      'testing-in-tests-only',
      'libs/testing starts databases and brokers: for specs, test/ and bench/.',
      { pathNot: [SPEC, '^libs/testing/', '^(test|bench)/'] },
      { path: '^libs/testing/' },
    ),
    forbid(
      'specs-are-not-imported',
      'A spec proves; what others need of it is a builder.',
      {},
      { path: '\\.(spec|int-spec|e2e-spec|browser-spec)\\.ts$' },
    ),
    forbid(
      'no-dev-dependencies-in-production',
      'The image holds no devDependencies. (What browsers are given is bundled at the build.)',
      { path: '^(apps|libs)/', pathNot: [SPEC, '^libs/testing/', '^apps/console/web/'] },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    ),

    forbid(
      'kafkajs-in-messaging-only',
      'kafkajs stays behind our own port, so that it can be replaced. (bench/floor measures it bare.)',
      { pathNot: '^libs/messaging/|^bench/floor/' },
      { path: '^node_modules/kafkajs/' },
    ),
    forbid(
      'sql-in-its-places-only',
      'SQL lives in libs/persistence, *.pg.ts, entities and migrations; tools/infra starts databases.',
      { pathNot: SQL_FILES },
      { path: '^node_modules/(typeorm|pg|pg-[^/]+)/' },
    ),

    forbid(
      'names-say-what-is-in-them',
      'Not utils, helpers, common, manager, base: name the thing.',
      {},
      { path: VAGUE },
    ),
    forbid(
      'importers-say-what-is-in-them',
      'Not utils, helpers, common, manager, base: name the thing.',
      { path: VAGUE },
      {},
    ),
    forbid(
      'orphans-say-what-is-in-them',
      'Not utils, helpers, common, manager, base: name the thing.',
      { path: VAGUE, orphan: true },
      {},
    ),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    // Type-only imports count too: a type from above is a dependency upwards.
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage|\\.parley)/|^node_modules/@types/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
};
