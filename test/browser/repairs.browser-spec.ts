import { listening, loseAnswers, sendBroken, textsOnly } from './people.js';
import { openTab, toldStage } from './told-stage.js';

const REPLY = 'Your code WARM30 takes 30% off your next sweater order. Stay warm!';

describe('repairs', () => {
  it('of a dead letter: found, read, edited, tried out, published again, and answered', async () => {
    const stage = toldStage();
    const heard = await listening(stage, '+14155550271');
    await sendBroken(stage, '+14155550271', 'DISCOUNT');
    const tab = await openTab();
    await tab.go('repairs');
    await tab.choice('Reason').selectOption('SCHEMA_INVALID');
    // The console could not take it either, to keep its story: a letter for each.
    const row = tab.page.getByRole('row').filter({ hasText: /keyword-router · \+14155550271/ });
    await row.getByRole('link').click();

    await tab.see('Who could not take it');
    expect(await tab.page.locator('main').textContent()).toMatch(/SCHEMA_INVALID.*Its data does not fit/);
    expect(await tab.page.locator('pre.bytes').textContent()).toContain('"text": 1');
    await tab.button('Edit').click();
    const value = tab.field('Its new value, JSON');
    const broken = await value.inputValue();
    await tab.button('Try out').click();
    await tab.see('0 of 1 would be taken now; nothing was published.');
    await value.fill(broken.replace('"text": 1', '"text": "DISCOUNT"'));
    await tab.button('Try out').click();
    await tab.see('1 of 1 would be taken now; nothing was published.');
    await tab.button('Publish again').click();
    await tab.see('1 of 1 published again.');
    expect(await heard('WARM30')).toBe(REPLY);
    await tab.see(/published it again at .*, edited\./);

    await tab.go('repairs');
    await tab.choice('Published again').selectOption('Already');
    await row.getByText('published again').waitFor();
  });

  it('of an unknown outcome: resolved by what somebody found out', async () => {
    const stage = toldStage();
    const heard = await listening(stage, '+14155550272');
    await loseAnswers(stage, async () => {
      await textsOnly(stage, '+14155550272', '54321', 'ORDER 1');
      await heard('on the needles');
    });
    const tab = await openTab();
    await tab.go('repairs');
    await tab.page.getByRole('link', { name: 'Unknown outcomes' }).click();
    const row = tab.page.getByRole('row').filter({ hasText: '+14155550272' });
    expect(await row.textContent()).toContain('CONNECTION_LOST');
    await row.getByRole('checkbox').check();
    await tab.field('On what grounds (kept)').fill('seen in the log of the SMSC');
    await tab.button('Resolve 1').click();
    await tab.see('1 resolved as delivered.');
    await row.waitFor({ state: 'detached' });

    await tab.go('conversations');
    await tab.field(/Number, words/).fill('+14155550272');
    await tab.page.locator('main [data-list] a').filter({ hasText: '+14155550272' }).click();
    await tab.page.locator('.outcome').getByText('delivered').first().waitFor();
  });
});
