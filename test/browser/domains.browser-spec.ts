import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { startChromium } from './chromium.js';

const root = resolve(__dirname, '../..');
const bundle = resolve(root, 'dist/test/browser/domains/domains.js');

let browser: Browser;

beforeAll(async () => {
  const vite = resolve(root, 'node_modules/vite/bin/vite.js');
  execFileSync(process.execPath, [vite, 'build', '--config', 'test/browser/domains.vite.config.mts'], {
    cwd: root,
  });
  browser = await startChromium();
});

afterAll(() => browser?.close());

/** What a page makes of an expression over the bundle's exports, and how it failed. */
async function inPage<T>(expression: string): Promise<T> {
  const page = await browser.newPage();
  const module = `data:text/javascript;base64,${readFileSync(bundle).toString('base64')}`;
  try {
    return (await page.evaluate(
      `import(${JSON.stringify(module)}).then(({ domains, intents, sms }) => (${expression}))`,
    )) as T;
  } finally {
    await page.close();
  }
}

it('the domains of all services load in a browser, with no module of Node among them', async () => {
  const loaded = await inPage<string[]>('Object.keys(domains)');
  const services = new Set(loaded.map((path) => path.split('/')[2]));
  expect([...services].sort()).toEqual([
    'console',
    'dispatcher',
    'ingest',
    'keyword-router',
    'subscriptions',
  ]);
  expect(loaded.length).toBeGreaterThan(60);
  expect(readFileSync(bundle, 'utf8')).not.toMatch(/^import\b/m);
});

it('a browser decides as the services do', async () => {
  const meant = (text: string) =>
    inPage(`intents.recognizeCompliance(intents.readText(${JSON.stringify(text)}), 'US') ?? null`);
  expect(await meant('ЅТОР')).toMatchObject({ intent: 'opt_out', rule: 'compliance/opt-out-look-alike' });
  expect(await meant('Stop this bill!')).toBeNull();
  const limited = `domains['/apps/dispatcher/src/domain/limits.ts'].limitOf(
    { purpose: 'information' }, { sender: {}, ours: true, counted: { repeats: 20 } })`;
  expect(await inPage(limited)).toBe('LOOPING');
});
