import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment } from '../../tools/parley/environment.js';
import { projectRoot } from '../../tools/parley/platform/project-root.js';
import { describeFailure } from '../../tools/parley/terminal/describe-failure.js';
import { startChromium } from './chromium.js';
import { ConsoleTab } from './console-tab.js';
import { playExample, playWeeksBefore } from './played-example.js';
import { pages } from './shown-pages.js';
import { startStage } from './stage.js';

const FOLDER = join(projectRoot(), 'docs/console');
/** Larger pictures make the repository heavy, bytes. */
const MOST_BYTES = 150_000;
/** Much like another one, or empty. */
const LEFT_OUT = new Set(['campaigns', 'history', 'unknowns', 'parked']);

/** `npm run screenshots`: every page with what the played example left on it, light and dark, into docs/console/. */
async function main(): Promise<void> {
  say('starting a platform …');
  const stage = await startStage();
  try {
    say('playing the example …');
    await playWeeksBefore(stage);
    await playExample(stage);
    const browser = await startChromium();
    mkdirSync(FOLDER, { recursive: true });
    for (const scheme of ['light', 'dark'] as const) {
      const tab = await ConsoleTab.open(browser, stage.consoleUrl, { scheme });
      for (const page of pages.filter(({ name }) => !LEFT_OUT.has(name))) {
        await tab.go(page.route);
        await page.ready(tab);
        keep(`${page.name}-${scheme}.png`, await tab.picture());
      }
    }
    await browser.close();
  } finally {
    await stage.stop();
  }
}

function keep(name: string, picture: Buffer): void {
  if (picture.length > MOST_BYTES)
    throw new Error(`${name} has ${picture.length} bytes, more than ${MOST_BYTES}: show less on it.`);
  writeFileSync(join(FOLDER, name), picture);
  say(`${name} ${Math.round(picture.length / 1_000)} kB`);
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    say(describeFailure(error, environment.PARLEY_DEBUG !== undefined));
    process.exit(1);
  },
);
