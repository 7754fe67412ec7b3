import { listening, says, textsOnly } from './people.js';
import { openTab, toldStage } from './told-stage.js';

const REPLY = 'Your code WARM30 takes 30% off your next sweater order. Stay warm!';

describe('conversations', () => {
  it('are found by number; all that happened is told with why, and where the time went', async () => {
    await says(toldStage(), '+14155550211', '12345', 'DISCOUNT');
    const tab = await openTab();
    await tab.go('conversations');
    await tab.page.keyboard.press('/');
    await tab.page.keyboard.type('(415) 555-0211');
    const found = tab.page.locator('main [data-list] a');
    await tab.until("document.querySelectorAll('main [data-list] a').length === 1");
    expect(await found.textContent()).toContain('+14155550211');
    await found.click();

    const story = tab.page.getByRole('list', { name: 'What happened' });
    const outcome = story.getByRole('list', { name: 'What became of it' });
    await outcome.getByText('receipt: delivered').waitFor();
    expect(await story.locator('.bubble > p').allTextContents()).toEqual(['DISCOUNT', REPLY]);
    const kinds = await story.locator('> li').evaluateAll((all) => all.map((each) => each.className));
    expect(kinds).toEqual(['mo', 'decision', 'mt']);
    expect(await outcome.locator('li').allTextContents()).toEqual(
      expect.arrayContaining([expect.stringMatching(/^submitted/), expect.stringMatching(/^delivered/)]),
    );
    const why = story.locator('.decision details');
    expect(await why.locator('summary').textContent()).toBe(
      'Understood as reply (DISCOUNT) by keyword/exact',
    );
    await why.locator('summary').click();
    await why.getByText('compared as').waitFor();
    expect(await why.locator('dd').first().textContent()).toBe('discount');

    const services = ['ingest', 'keyword-router', 'dispatcher'];
    const waterfall = tab.page.locator('.waterfall');
    // Spans come as each service hands its own over; a card above the one that is open may have some too.
    for (const service of services)
      await waterfall.locator(`.service.${service}`).first().waitFor({ state: 'attached' });
    const drawn = await waterfall.evaluateAll((all) => ({
      rows: all.flatMap((each) =>
        [...each.querySelectorAll('td.service')].map(({ textContent }) => textContent),
      ),
      bars: all.map((each) => each.querySelectorAll('rect.bar').length),
      // What part of its own plot the spans of each trace fill, from the first to the end of the last; 0 of one that is shut.
      filled: all.map((each) => {
        const plot = each.querySelector('svg')!.getBoundingClientRect().width;
        const bars = [...each.querySelectorAll('rect.bar')].map((bar) => bar.getBoundingClientRect());
        const from = Math.min(...bars.map(({ left }) => left));
        const to = Math.max(...bars.map(({ right }) => right));
        return plot > 0 ? (to - from) / plot : 0;
      }),
    }));
    expect(new Set(drawn.rows)).toEqual(new Set(services));
    expect(drawn.bars.reduce((sum, bars) => sum + bars)).toBe(drawn.rows.length);
    const open = drawn.filled.filter((part) => part > 0);
    expect(open.length).toBeGreaterThan(0);
    for (const part of open) expect(part).toBeGreaterThan(0.9);
  });

  it('are found by the words of a text, by state, and by the id of a trace', async () => {
    await says(toldStage(), '+14155550212', '12345', 'SIZE', 'mammoth');
    const tab = await openTab();
    await tab.go('conversations');
    await tab.field(/Number, words/).fill('Please reply M or L');
    await tab.choice('State').selectOption('answered');
    const row = tab.page.locator('main [data-list] a').filter({ hasText: '+14155550212' });
    await row.click();
    await tab.page.locator('.trace .ids').first().waitFor({ state: 'attached' });
    const traceId = (await tab.page.locator('.trace .ids').first().textContent())!.replace('trace ', '');

    await tab.go('conversations');
    await tab.field(/Number, words/).fill(traceId);
    await tab.page.keyboard.press('Enter');
    await tab.page.getByRole('heading', { name: '+14155550212' }).waitFor();
  });

  it('with a person are answered by an agent, and given back', async () => {
    const stage = toldStage();
    await textsOnly(stage, '+14155550213', '12345', 'There is a moth in my sweater');
    const heard = await listening(stage, '+14155550213');
    const tab = await openTab();
    await tab.go('conversations');
    await tab.choice('State').selectOption('case');
    await tab.page.locator('main [data-list] a').filter({ hasText: '+14155550213' }).click();
    const answer = tab.page.getByRole('region', { name: 'Answer' });
    await tab.tabTo(answer.getByLabel('Your answer'));
    await tab.page.keyboard.type('We send you another one.');
    await answer.getByLabel(/Give the conversation back/).check();
    await answer.getByRole('button', { name: 'Send' }).click();

    expect(await heard('another one')).toBe('We send you another one.');
    await tab.see('Automation has it again');
    await answer.waitFor({ state: 'detached' });
    await tab.page.locator('.bubble.mine').filter({ hasText: 'We send you another one.' }).waitFor();
  });
});
