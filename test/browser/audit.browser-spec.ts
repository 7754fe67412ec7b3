import { tellConsole } from './people.js';
import { openTab, toldStage } from './told-stage.js';

describe('the audit', () => {
  it('keeps who changed what, and what was refused them, as it happens', async () => {
    const tab = await openTab();
    await tab.go('audit');
    await tab.field(/^What, on what/).fill('TEXT_INVALID');
    await tab.see('No entry fits.');
    const texts = '/v1/phones/%2B14155550291/texts';
    await expect(tellConsole(toldStage(), texts, { to: '12345' })).rejects.toThrow('TEXT_INVALID');
    const row = tab.page.getByRole('row').filter({ hasText: 'phones.text' });
    await row.waitFor();
    expect(await row.textContent()).toMatch(/anybody.*phones\.text.*TEXT_INVALID/);

    await tab.choice('Outcome').selectOption('Done');
    await tab.see('No entry fits.');
    await tellConsole(toldStage(), texts, { to: '12345', text: 'HELP' });
    await tab.field(/^What, on what/).fill('phones.text');
    expect(await row.first().textContent()).toMatch(/anybody.*phones\.text.*ok$/);
  });
});
