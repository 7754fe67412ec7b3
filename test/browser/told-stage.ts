import type { Browser } from 'playwright-core';
import { closeLater } from '@parley/testing';
import { startChromium } from './chromium.js';
import { ConsoleTab, type TabOptions } from './console-tab.js';
import type { Stage } from './stage.js';

declare global {
  var PARLEY_BROWSER_STAGE: Stage | undefined;
}

/** The platform that the run's set-up started for all specs; each has people of its own on it. */
export function toldStage(): Stage {
  const told = globalThis.PARLEY_BROWSER_STAGE;
  if (told === undefined) throw new Error('NO_BROWSER_STAGE Run it by npm run test:browser.');
  return told;
}

let browser: Promise<Browser> | undefined;

/** Opens a tab at the console in this spec file's browser. */
export async function openTab(options?: TabOptions): Promise<ConsoleTab> {
  browser ??= startChromium().then((started) => (closeLater(() => started.close()), started));
  return ConsoleTab.open(await browser, toldStage().consoleUrl, options);
}
