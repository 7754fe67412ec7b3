import { supportCaseOpened } from '@parley/contracts';
import { durationMs } from '@parley/sms';
import { MemoryRouter } from '../../apps/keyword-router/src/memory-router.builder.js';
import { blocksOf, configured, storyOf } from './documented-story.js';

const PAGE = 'docs/flows.md';

it('docs/flows.md opens with an example that goes as it says', async () => {
  const phone = new MemoryRouter(configured(blocksOf(PAGE, 'yaml')[0]!, PAGE), '12345', ['WOOL-0001']);
  const turns = storyOf(blocksOf(PAGE, 'text')[0]!);
  expect(turns.length).toBeGreaterThan(4);
  for (const { does, text, hears } of turns) {
    const heard = does === '+' ? await phone.pass(durationMs(text)) : await phone.text(text);
    expect([text, heard]).toEqual([text, hears]);
  }
  expect(phone.published.map(({ event }) => event)).toContain(supportCaseOpened);
});
