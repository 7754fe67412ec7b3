import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * Compresses once, at the build: what is served is the file beside the file. After everything else of this hook, as
 * Vite itself still writes into chunks there (what import() fetches).
 */
const compressed: Plugin = {
  name: 'compressed',
  generateBundle: {
    order: 'post',
    handler(_, bundle) {
      for (const [name, file] of Object.entries(bundle)) {
        const bytes = Buffer.from(file.type === 'chunk' ? file.code : file.source);
        const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
        this.emitFile({
          type: 'asset',
          fileName: `${name}.br`,
          source: brotliCompressSync(bytes, { params }),
        });
        this.emitFile({ type: 'asset', fileName: `${name}.gz`, source: gzipSync(bytes, { level: 9 }) });
      }
    },
  },
};

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/',
  plugins: [compressed],
  resolve: {
    alias: {
      '@parley/sms': `${root}/libs/sms/src/index.ts`,
      '@parley/traces': `${root}/libs/traces/src/index.ts`,
    },
  },
  server: { proxy: { '/v1': 'http://127.0.0.1:7079', '/sign-in': 'http://127.0.0.1:7079' } },
  build: {
    outDir: `${root}/dist/apps/console/web`,
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0, // the page's policy knows no inline content
    modulePreload: false,
    reportCompressedSize: false,
  },
});
