import { isBuiltin } from 'node:module';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A bundler puts an empty module in the place of Node's, and only the page that runs it would find out. */
const noNode: Plugin = {
  name: 'no-node',
  enforce: 'pre',
  resolveId(source, importer) {
    if (isBuiltin(source)) this.error(`${importer ?? ''} imports ${source}, which no browser has`);
  },
};

const entry = 'virtual:domains';

/** Every file of every domain that is no spec, by its path, and what domains stand on. */
const everyDomain: Plugin = {
  name: 'every-domain',
  resolveId: (source) => (source === entry ? `\0${entry}` : undefined),
  load: (id) =>
    id === `\0${entry}`
      ? `import * as intents from '@parley/intents';
         import * as sms from '@parley/sms';
         export const domains = import.meta.glob(
           ['/apps/*/src/domain/**/*.ts', '!/**/*.spec.ts', '!/**/*.builder.ts'], { eager: true });
         export { intents, sms };`
      : undefined,
};

/** The domains of all services with what they stand on, as one file for a browser. */
export default defineConfig({
  root,
  plugins: [noNode, everyDomain],
  logLevel: 'warn',
  resolve: {
    alias: {
      '@parley/sms': `${root}/libs/sms/src/index.ts`,
      '@parley/intents': `${root}/libs/intents/src/index.ts`,
    },
  },
  build: {
    outDir: `${root}/dist/test/browser/domains`,
    emptyOutDir: true,
    target: 'es2023',
    minify: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: entry,
      preserveEntrySignatures: 'strict',
      output: { format: 'es', entryFileNames: 'domains.js' },
    },
  },
});
