import { says } from './people.js';
import { openTab, toldStage } from './told-stage.js';

describe('the overview', () => {
  it('says what needs a person and what goes on, as it happens, and leads there', async () => {
    const tab = await openTab();
    await tab.go('');
    await tab.see('Needs a person');
    const texts = tab.page.locator('.tile').filter({ hasText: 'Texts in' }).locator('dd');
    const before = Number((await texts.textContent())!.replace(/\D/g, ''));
    expect(before).toBeGreaterThan(0);
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

describe('the audit', () => {
  it('keeps who changed what, and what was refused them', async () => {
    const tab = await openTab();
    await tab.go('audit');
    await tab.field(/^What, on what/).fill('letters');
    await tab.see('No entry fits.');
    const refused = await fetch(`${toldStage().consoleUrl}/v1/letters/redrive`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ letters: [{ id: 'parley.mo.received.v1.keyword-router.dlq@999' }] }),
    });
    expect(refused.ok).toBe(true);
    const row = tab.page.getByRole('row').filter({ hasText: 'letters.redrive' });
    await row.first().waitFor();
    expect(await row.first().textContent()).toMatch(/anybody.*letters\.redrive/);
    await tab.field('Outcome').selectOption('Done');
    await tab.see('No entry fits.');
  });
});
