import axe, { type AxeResults } from 'axe-core';
import type { Browser, Locator, Page } from 'playwright-core';

export interface TabOptions {
  readonly scheme?: 'light' | 'dark';
  /** CSS px. */
  readonly width?: number;
}

/** Where words stand in the window, CSS px. */
export interface Place {
  readonly name: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export const HEIGHT = 720;
/** Longer than anything takes on a busy machine, ms. */
const PATIENCE_MS = 30_000;
/** More steps than any page has before its main job. */
const MOST_TABS = 60;

/** A tab of a browser that shows the console, as somebody has it who comes for the first time. */
export class ConsoleTab {
  /** What the browser complained about: errors of scripts, and what the policy of the pages refused. */
  readonly complaints: string[] = [];

  private constructor(
    readonly page: Page,
    private readonly url: string,
  ) {
    page.setDefaultTimeout(PATIENCE_MS);
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (said) => said.type() === 'error' && this.complaints.push(said.text()));
  }

  static async open(browser: Browser, url: string, o: TabOptions = {}): Promise<ConsoleTab> {
    const context = await browser.newContext({
      ...{ colorScheme: o.scheme ?? 'light', viewport: { width: o.width ?? 1280, height: HEIGHT } },
      ...{ locale: 'en-GB', timezoneId: 'UTC', reducedMotion: 'reduce' },
    });
    return new ConsoleTab(await context.newPage(), url);
  }

  /** Goes to a page of the console: `conversations/4f…`, or '' for the overview. */
  async go(route: string): Promise<void> {
    // Anew, so that nothing of the page before is taken for this one's.
    await this.page.goto('about:blank');
    await this.page.goto(`${this.url}/#/${route}`);
    await this.page.locator('main h1').waitFor();
  }

  /** As somebody has it who sees it so, from now on. */
  async look({ scheme, width }: Required<TabOptions>): Promise<void> {
    await this.page.emulateMedia({ colorScheme: scheme });
    await this.page.setViewportSize({ width, height: HEIGHT });
  }

  /** Waits until these words are shown. */
  async see(words: string | RegExp): Promise<void> {
    await this.page.locator('main').getByText(words).first().waitFor();
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' });
  }

  /** A list to choose one of. */
  choice(label: string): Locator {
    return this.page.getByRole('combobox', { name: label, exact: true });
  }

  field(label: string | RegExp): Locator {
    return this.page.getByLabel(label, { exact: typeof label === 'string' });
  }

  /** What axe finds serious or worse in what is shown now. */
  async seriousFindings(): Promise<string[]> {
    if (!(await this.page.evaluate<boolean>('"axe" in window'))) await this.page.evaluate(axe.source);
    const { violations } = await this.page.evaluate<AxeResults>(
      `axe.run(document, { resultTypes: ['violations'] })`,
    );
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(({ target, html }) => `${id} at ${target.join(' ')}: ${html}`));
  }

  /** What sticks out of the window to the right. */
  async stickingOut(): Promise<string[]> {
    return this.page.evaluate<string[]>(STICKING_OUT);
  }

  /** Where the names of the pages stand in the navigation, CSS px. */
  async namesOfPages(): Promise<readonly Place[]> {
    return this.page.evaluate<Place[]>(NAMES_OF_PAGES);
  }

  /**
   * Waits until an expression is true of the page. It is asked from outside: what Playwright would wait for in the page
   * needs `eval` there, which the console's policy forbids.
   */
  async until(expression: string): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    while (!(await this.page.evaluate<boolean>(expression))) {
      if (Date.now() > deadline)
        throw new Error(`It did not come true within ${PATIENCE_MS} ms: ${expression}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** When something was first painted, ms after the page was asked for. */
  async firstPaintMs(): Promise<number> {
    await this.until(`${FIRST_PAINT}.length > 0`);
    return this.page.evaluate<number>(`${FIRST_PAINT}[0].startTime`);
  }

  /** What came over the wire, bytes. */
  async transferred(): Promise<number> {
    return this.page.evaluate<number>(
      `[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
        .filter(({ name }) => !name.includes('/v1/')).reduce((sum, { transferSize }) => sum + transferSize, 0)`,
    );
  }

  /** Goes by Tab alone to something that can be used. @throws Error where Tab does not lead there */
  async tabTo(target: Locator): Promise<void> {
    const there = await target.elementHandle();
    for (let steps = 0; steps < MOST_TABS; steps += 1) {
      await this.page.keyboard.press('Tab');
      if (await there!.evaluate((element) => element.matches(':focus'))) return;
    }
    throw new Error(`Tab does not lead to ${target.toString()}.`);
  }

  /** What is in the window now, as PNG; nothing blinks or moves in it. */
  async picture(): Promise<Buffer> {
    await this.page.evaluate('document.activeElement?.blur()');
    return this.page.screenshot({ animations: 'disabled', caret: 'hide' });
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}

const NAMES_OF_PAGES = `[...document.querySelectorAll('nav.rail a span')].map((element) => {
  const words = document.createRange();
  words.selectNodeContents(element);
  const { left, right, top, bottom } = words.getBoundingClientRect();
  return { name: element.textContent, left, right, top, bottom };
})`;

const FIRST_PAINT = `performance.getEntriesByName('first-contentful-paint')`;

// What scrolls within its own frame may be wide; the page itself may not.
const STICKING_OUT = `(() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll('main *')]
    .filter((element) => element.getBoundingClientRect().right > width + 1)
    .map((element) => element.outerHTML.slice(0, 120));
})()`;
