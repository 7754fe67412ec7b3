import { openTab } from './told-stage.js';

const REPLY = 'Your code WARM30 takes 30% off your next sweater order. Stay warm!';

describe('the phone', () => {
  it('is reached and used by keys alone: texts a sender, counts what is written, and shows the reply', async () => {
    const tab = await openTab();
    await tab.go('');
    await tab.page.keyboard.press('g');
    await tab.page.keyboard.press('p');
    await tab.see('live');

    const number = tab.field("This phone's number");
    await tab.tabTo(number);
    await tab.page.keyboard.press('ControlOrMeta+a');
    await tab.page.keyboard.type('+1 415 555 0201');
    await tab.page.keyboard.press('Enter');
    const phone = tab.page.getByRole('region', { name: 'Phone +14155550201' });
    await phone.locator('.pulse.on').waitFor();

    await tab.tabTo(phone.getByLabel('Text', { exact: true }));
    const counter = phone.locator('.counter');
    await tab.page.keyboard.insertText('Wärme 🧶');
    await counter.filter({ hasText: 'UCS-2 · 1 segment · 8 of 70' }).waitFor();
    await tab.page.keyboard.press('ControlOrMeta+a');
    await tab.page.keyboard.type('DISCOUNT');
    await counter.filter({ hasText: 'GSM-7 · 1 segment · 8 of 160' }).waitFor();
    await tab.page.keyboard.press('Enter');

    const talk = phone.getByRole('log');
    await talk.getByText(REPLY).waitFor();
    expect(await talk.locator('.bubble p').allTextContents()).toEqual(['DISCOUNT', REPLY]);
    expect(await talk.locator('.bubble.theirs small').textContent()).toMatch(/after \d/);
    await phone.getByRole('link', { name: 'How it was decided' }).click();
    await tab.see('Understood as reply');
  });

  it('texts another sender, and has another phone beside it', async () => {
    const tab = await openTab();
    await tab.go('phone');
    await tab.button('Add a phone').click();
    const phones = tab.page.locator('section.phone');
    await phones.nth(1).waitFor();
    const second = phones.nth(1);
    await second.getByRole('combobox', { name: 'texts' }).selectOption('67890');
    await second.getByRole('button', { name: 'HOURS' }).click();
    await second.getByText('We knit from 9 to 6, and wear what we knit.').waitFor();
    expect(await phones.nth(0).locator('.bubble').filter({ hasText: 'HOURS' }).count()).toBe(0);
  });
});
