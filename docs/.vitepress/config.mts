import { cpSync } from 'node:fs';
import { join, relative } from 'node:path';
import { defineConfig } from 'vitepress';
import { anchorOf } from './anchors.mts';
import { linksOfTheRepository, plainMarkdown } from './markdown.mts';
import { nav, sidebar } from './navigation.mts';
import { isHandedOut, pageOf, ROOT } from './pages.mts';

/**
 * The documentation as a site. Its source is docs/, and a few pages that lie beside what they are about (pages.mts);
 * everything is served by the site itself, search included.
 */
export default defineConfig({
  title: 'Parley',
  description: 'The open-source backbone for two-way texting',
  lang: 'en',
  srcDir: ROOT,
  outDir: join(ROOT, 'dist/docs'),
  cacheDir: join(ROOT, 'node_modules/.cache/vitepress'),
  srcExclude: [
    '{node_modules,dist,apps,libs,test,tools,bench,patches,coverage}/**',
    'examples/**/node_modules/**',
  ],
  rewrites: (file) => pageOf(file) ?? file,
  markdown: {
    anchor: { slugify: anchorOf },
    config(md) {
      plainMarkdown(md);
      linksOfTheRepository(md);
    },
  },
  themeConfig: {
    nav,
    sidebar,
    search: { provider: 'local' },
    outline: { level: [2, 3] },
    docFooter: { prev: false, next: false },
    footer: { message: 'Apache-2.0' },
  },
  vite: {
    publicDir: false,
    server: { host: '127.0.0.1', watch: { ignored: [join(ROOT, '{.parley,dist,node_modules}/**')] } },
    build: { chunkSizeWarningLimit: 2_000 },
  },
  buildEnd({ outDir }) {
    const wanted = (path: string): boolean => {
      const file = relative(ROOT, path);
      return !/\.\w+$/.test(file) || isHandedOut(file);
    };
    for (const name of ['asyncapi.yaml', 'schema.sql', 'schemas', 'openapi'])
      cpSync(join(ROOT, 'docs', name), join(outDir, 'docs', name), { recursive: true, filter: wanted });
  },
});
