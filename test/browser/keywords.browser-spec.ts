import type { ConsoleTab } from './console-tab.js';
import { says } from './people.js';
import { openTab, toldStage } from './told-stage.js';

const NUMBER = '+14155550261';
const SOCKS = `
  - keyword: SOCKS
    sender: '67890'
    reply: 'Socks are 20% off this week.'
`;
const TAKEN = `
  - keyword: STOP
    sender: '67890'
    reply: 'You may not.'
`;

describe('keywords and flows', () => {
  it('are written: a conflict shows at its line as it is typed, and a click on it leads there', async () => {
    const tab = await openTab();
    await tab.go('keywords');
    await writeAtEnd(tab, TAKEN);
    const problem = tab.page.locator('.problems li').filter({ hasText: 'KEYWORD_RESERVED' });
    await problem.waitFor();
    await tab.see('1 problem');
    expect(await tab.button('Review').isDisabled()).toBe(true);
    await tab.page.locator('.cm-lint-marker-error').waitFor();
    await problem.getByRole('button').click();
    await inLine(tab, 'keyword: STOP');
    expect(await tab.seriousFindings()).toEqual([]);
    await tab.button('Discard').click();
    await tab.see('✓ No problems');
    await tab.see('as published');
  });

  it('are tried, played on past texts, published, kept in the history, and brought back', async () => {
    const stage = toldStage();
    await says(stage, NUMBER, '67890', 'SOCKS');
    const tab = await openTab();
    await tab.go('keywords');
    await writeAtEnd(tab, SOCKS);
    await tab.see('✓ No problems');
    await tab.choice('Sender').selectOption('67890');
    await tab.field('What a person texts').fill('socks');
    const tried = tab.page.getByRole('region', { name: 'Try a text' });
    await tried.getByText('Socks are 20% off this week.').waitFor();

    await tab.page.keyboard.press('ControlOrMeta+s');
    await tab.see('What changes');
    await tab.page
      .getByRole('listitem')
      .filter({ hasText: /added keyword 67890\/SOCKS/ })
      .waitFor();
    await tab.see(/texts of the last 7 days in .*: 1 would come to something else\./);
    await tab.page
      .getByRole('listitem')
      .filter({ hasText: /1 × “SOCKS” to 67890/ })
      .waitFor();
    expect(await tab.seriousFindings()).toEqual([]);
    await tab.field('Why, for the history').fill('the sale begins');
    await tab.button('Publish').click();
    await tab.see(/^Published as revision/);
    await answeredSoon('Socks are 20% off', '+14155552');

    await tab.page.getByRole('link', { name: 'History' }).click();
    const versions = tab.page.getByRole('list', { name: /^Versions/ }).locator('> li');
    await versions.nth(1).waitFor();
    expect(await versions.first().textContent()).toMatch(/anybody.*stands.*the sale begins/);
    await versions.first().getByText('What it changed').click();
    await versions.first().getByText('67890/SOCKS').waitFor();
    await versions.nth(1).getByRole('button', { name: 'Bring it back' }).click();
    await tab.page
      .getByRole('listitem')
      .filter({ hasText: /removed keyword 67890\/SOCKS/ })
      .waitFor();
    expect(await tab.field('Why, for the history').inputValue()).toMatch(/^back to the version of /);
    await tab.button('Publish').click();
    await tab.see(/^Published as revision/);
    await answeredSoon('thanks for your text', '+14155553');
  });

  it('show a flow as a drawing, whose steps lead to their lines by keys too', async () => {
    const tab = await openTab();
    await tab.go('keywords/flows');
    const steps = tab.page.locator('svg a.step');
    await steps.nth(4).waitFor();
    expect(await steps.locator('.name').allTextContents()).toEqual(
      expect.arrayContaining(['size', 'color', 'code', 'bye', 'human']),
    );
    const places = await steps.evaluateAll((all) => all.map((each) => each.getBoundingClientRect().top));
    expect(new Set(places.map(Math.round)).size).toBeGreaterThan(2);
    await tab.tabTo(steps.filter({ hasText: 'Which color' }));
    await tab.page.keyboard.press('Enter');
    await inLine(tab, 'step: color');
  });
});

async function writeAtEnd(tab: ConsoleTab, text: string): Promise<void> {
  const editor = tab.page.getByRole('textbox', { name: 'parley.yaml' });
  await tab.page.locator('.cm-content').waitFor();
  await tab.see('✓ No problems');
  await editor.press('ControlOrMeta+End');
  await tab.page.keyboard.insertText(text.trimEnd());
  await tab.see('changed');
}

/** Waits until the editor's cursor is in a line with these words. */
function inLine(tab: ConsoleTab, words: string): Promise<void> {
  return tab.page.locator('.cm-content .cm-activeLine').filter({ hasText: words }).waitFor();
}

/** A service takes a moment to read what was published; each look is another person's text. */
async function answeredSoon(words: string, series: string): Promise<void> {
  const deadline = Date.now() + 30_000;
  for (let person = 100; Date.now() < deadline; person += 1) {
    const answer = await says(
      toldStage(),
      `${series}${String(person).padStart(6, '0').slice(-3)}`,
      '67890',
      'SOCKS',
    );
    if (answer.includes(words)) return;
  }
  throw new Error(`Nobody was answered ${words}.`);
}
