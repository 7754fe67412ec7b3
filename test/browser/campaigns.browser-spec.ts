import { listening, says } from './people.js';
import type { ConsoleTab } from './console-tab.js';
import { openTab, toldStage } from './told-stage.js';

const MEMBERS = ['+12125550251', '+12125550252', '+12125550253'];

describe('campaigns', () => {
  beforeAll(() => Promise.all(MEMBERS.map((number) => says(toldStage(), number, '67890', 'NEWS'))));

  it('are written with what they cost, looked at, started, and followed to their end', async () => {
    const heard = await listening(toldStage(), MEMBERS[0]!);
    const tab = await openTab();
    await tab.go('campaigns');
    await tab.page.getByRole('link', { name: 'New campaign' }).click();
    await tab.choice('Sender').selectOption('67890');
    await tab.field('Name').fill('New Wool');
    const preview = tab.page.getByRole('complementary', { name: 'Preview' });
    await tab.field('Text').fill('New wool is in: “merino” again. Reply STOP to end.');
    await preview.getByText('Written so that it stays GSM-7').waitFor();
    await tab.field('Text').fill('New wool is in 🧶. Reply STOP to end.');
    await preview.getByText('UCS-2 · 1 segment').waitFor();
    await tab.field('Text').fill(`${'New wool is in. '.repeat(10)}Reply STOP to end.`);
    await preview.getByText('GSM-7 · 2 segments').waitFor();
    const all = await tab
      .field(/everybody who is in the program/)
      .evaluate((radio) => radio.parentElement!.textContent);
    const people = Number(/: (\d+) people now/.exec(all)![1]);
    expect(people).toBeGreaterThanOrEqual(MEMBERS.length);
    await preview.getByText(`${2 * people} segments for ${people} people`).waitFor();

    await tab.button('Look at what it will do').click();
    await tab.see('What will happen');
    expect(await tab.page.locator('main .facts').textContent()).toContain(
      `${people} people, everybody in sock-news`,
    );
    const start = tab.button(`Start: text ${people} people`);
    expect(await start.isDisabled()).toBe(true);
    await tab.field('Why it is sent').fill('the wool came in');
    await start.click();

    await tab.page
      .locator('.head .badge')
      .filter({ hasText: /^done$/ })
      .waitFor();
    await tab.page.locator('.legend').getByText(`${people} delivered`).waitFor();
    expect(await heard('New wool')).toContain('Reply STOP to end.');
    expect(await journal(tab)).toEqual([['started', 'the wool came in']]);
  });

  it('are for a list: what is no number is said by line, and a name is used once', async () => {
    const tab = await openTab();
    await tab.go('campaigns/*new');
    await tab.choice('Sender').selectOption('67890');
    await tab.field('Name').fill('merino-is-back');
    await tab.field('Text').fill('New wool is in. Reply STOP to end.');
    await tab.field('those of a list who are in it').check();
    await tab.field(/^Numbers, one a line/).fill(`${MEMBERS[0]}\nnobody\n+12125559999`);
    await tab.button('Look at what it will do').click();
    await tab.see('What will happen');
    const list = await tab.page.getByRole('region', { name: 'The list: 2 numbers' }).textContent();
    expect(list).toMatch(/1 are in the program.*1 never joined it.*2nobody.*NUMBER_MALFORMED/);
    await tab.see('NAME_TAKEN');
    await tab.field('Why it is sent').fill('again');
    expect(await tab.button(/^Start: text/).isDisabled()).toBe(true);
  });

  it('that wait for their time are paused, resumed and cancelled, each with why', async () => {
    const tab = await openTab();
    await tab.go('campaigns/*new');
    await tab.choice('Sender').selectOption('67890');
    await tab.field('Name').fill('Tomorrow');
    await tab.field('Text').fill('Tomorrow. Reply STOP to end.');
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 16);
    await tab.field(/^Not before/).fill(tomorrow);
    await tab.button('Look at what it will do').click();
    await tab.field('Why it is sent').fill('it is cold');
    await tab.button(/^Start: text/).click();
    const standing = tab.page.locator('.head .badge');
    await standing.filter({ hasText: 'waits for its time' }).waitFor();
    for (const [order, becomes] of [
      ['Pause', 'paused'],
      ['Resume', 'waits for its time'],
      ['Cancel', 'cancelled'],
    ] as const) {
      await tab.button(`${order} …`).click();
      await tab.field(`Why ${order.toLowerCase()}?`).fill(`${order.toLowerCase()} it`);
      await tab.button(`${order} tomorrow`).click();
      await standing.filter({ hasText: becomes }).waitFor();
    }
    await tab.page.getByRole('row', { name: /cancelled .* cancel it/ }).waitFor();
    expect(await journal(tab)).toEqual(
      expect.arrayContaining([
        ['started', 'it is cold'],
        ['paused', 'pause it'],
        ['resumed', 'resume it'],
        ['cancelled', 'cancel it'],
      ]),
    );
    expect(await tab.button(/…$/).count()).toBe(0);
  });
});

/** Who asked what of it: what and why. */
async function journal(tab: ConsoleTab): Promise<string[][]> {
  const rows = tab.page.getByRole('region', { name: 'Who asked what of it' }).locator('tbody tr');
  await rows.first().waitFor();
  const cells = await Promise.all((await rows.all()).map((row) => row.locator('td').allTextContents()));
  return cells.map(([what, , why]) => [what!, why!]);
}
