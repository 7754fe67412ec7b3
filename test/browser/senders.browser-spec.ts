import { listening, says, textsOnly } from './people.js';
import { openTab, toldStage } from './told-stage.js';

describe('senders', () => {
  it('show their throughput as it is, and dwell by lane', async () => {
    const tab = await openTab();
    await tab.go('senders');
    const card = tab.page.getByRole('region', { name: /^12345/ });
    const plot = card.locator('.plot svg[role=img]');
    await plot.waitFor();
    const before = Number(/^[\d.]+/.exec((await card.locator('.meter span').textContent())!)![0]);
    await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        says(toldStage(), `+141555502${30 + n}`, '12345', 'HELP', 'DISCOUNT'),
      ),
    );
    await tab.until(
      `parseFloat([...document.querySelectorAll('.senders .meter span')].find((each) => each.closest('section').textContent.startsWith('12345')).textContent) > ${before}`,
    );
    expect(await plot.getAttribute('aria-label')).toMatch(
      /^Segments per second in the last 10 minutes: .* at most, of 100 in the contract\./,
    );
    const reply = card.getByRole('row').filter({ has: tab.page.getByRole('rowheader', { name: 'reply' }) });
    expect(await reply.getByRole('cell').allTextContents()).toEqual([
      expect.stringMatching(/^\d+$/),
      expect.stringMatching(/^\d+$/),
      expect.stringMatching(/ms|s/),
      expect.stringMatching(/ms|s/),
    ]);
    // It is drawn, and not a line along the floor.
    expect((await plot.locator('path.line').boundingBox())!.height).toBeGreaterThan(1);
  });

  it('are paused with why, keep texts meanwhile, and go on', async () => {
    const stage = toldStage();
    const heard = await listening(stage, '+14155550221');
    const tab = await openTab();
    await tab.go('senders');
    const card = tab.page.getByRole('region', { name: /^67890/ });
    await tab.tabTo(tab.button('Pause 67890'));
    await tab.page.keyboard.press('Enter');
    await card.locator('input:focus').waitFor();
    await tab.page.keyboard.type('filtering');
    await tab.page.keyboard.press('Enter');
    await card.getByText(/^Paused by anybody since .*: filtering$/).waitFor();
    await card.locator('.plot .key.paused').waitFor();

    await textsOnly(stage, '+14155550221', '67890', 'HOURS');
    await card.getByRole('row', { name: /^reply 1 / }).waitFor();

    await tab.button('Resume 67890').click();
    await card.getByLabel(/goes on/).press('Enter');
    await card.getByText(/^Paused by/).waitFor({ state: 'detached' });
    expect(await heard('9 to 6')).toContain('We knit');
  });
});
