import { says } from './people.js';
import { openTab, toldStage } from './told-stage.js';

describe('the overview', () => {
  it('says what needs a person and what goes on, as it happens, and leads there', async () => {
    const tab = await openTab();
    await tab.go('');
    await tab.see('Needs a person');
    const texts = tab.page.locator('.tile').filter({ hasText: 'Texts in' }).locator('dd');
    expect(Number((await texts.textContent())!.replace(/\D/g, ''))).toBeGreaterThan(0);
    await says(toldStage(), '+14155550281', '12345', 'DISCOUNT');
    await tab.page.locator('[data-list] a').filter({ hasText: '+14155550281' }).waitFor();
    const bars = await tab.page
      .locator('.minutes rect.in')
      .evaluateAll((all) => all.map((bar) => bar.getBoundingClientRect().height));
    expect(Math.max(...bars)).toBeGreaterThan(10);

    await tab.page.getByRole('link', { name: /open cases?$/ }).click();
    await tab.page.locator('[data-list] a').filter({ hasText: '+14155550108' }).first().waitFor();
  });
});
