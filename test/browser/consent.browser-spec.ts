import { readFileSync } from 'node:fs';
import { says } from './people.js';
import { openTab, toldStage } from './told-stage.js';

interface Exported {
  readonly subscriber: string;
  readonly verification: { byService: boolean; byDocument: boolean; entries: number };
}

describe('consent', () => {
  it('is shown with the ledger that proves it, verified, and exported for an auditor', async () => {
    await says(toldStage(), '+14155550241', '12345', 'JOIN', 'YES', 'STOP');
    const tab = await openTab();
    await tab.go('consent');
    await tab.page.keyboard.press('/');
    await tab.page.keyboard.type('+1 415 555 0241');
    await tab.page.keyboard.press('Enter');

    await tab.see('✓ Verified: every entry (4) is as it was written, and none is missing.');
    const states = tab.page.getByRole('region', { name: '+14155550241' }).getByRole('row');
    expect(await states.allTextContents()).toEqual(
      expect.arrayContaining([expect.stringMatching(/^12345sweater-clubout/)]),
    );
    const entries = tab.page.locator('ol.ledger > li');
    expect(await entries.locator('summary b').allTextContents()).toEqual([
      'none → pending',
      'pending → in',
      'none → out',
      'in → out',
    ]);
    await entries.nth(1).locator('summary').click();
    const evidence = await entries.nth(1).locator('dl').textContent();
    expect(evidence).toMatch(/the text, as writtenYES.*agreed to.*reply YES to join.*hash[0-9a-f]{64}/);

    const coming = tab.page.waitForEvent('download');
    await tab.button('Export as JSON').click();
    const file = await coming;
    expect(file.suggestedFilename()).toMatch(/^consent-14155550241-.*\.json$/);
    const exported = JSON.parse(readFileSync(await file.path(), 'utf8')) as Exported;
    expect(exported.verification).toMatchObject({ byService: true, byDocument: true, entries: 4 });
  });

  it('is shown by program as it grew, as a plot and as a table', async () => {
    const tab = await openTab();
    await tab.go('consent');
    const card = tab.page.getByRole('region', { name: /^sock-news/ });
    await card.waitFor();
    expect(await card.getByRole('img').getAttribute('aria-label')).toMatch(
      /^Members of sock-news by day, from 0 in, 0 pending and 0 out on .* to [2-9]\d* in/,
    );
    await tab.button('30 days').click();
    await card.getByText('As a table').click();
    await tab.until("document.querySelector('main .card tbody').rows.length === 30");
  });
});
