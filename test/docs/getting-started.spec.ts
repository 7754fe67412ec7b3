import { MemoryRouter } from '../../apps/keyword-router/src/memory-router.builder.js';
import { blocksOf, configured, fileOf, storyOf } from './documented-story.js';

const PAGE = 'docs/getting-started.md';
const entries = blocksOf(PAGE, 'yaml');

describe('docs/getting-started.md', () => {
  it.each(entries.map((_, index) => index))('has entries that parley.yaml takes at its end (%#)', (index) => {
    const file = fileOf('parley.yaml') + entries.slice(0, index + 1).join('');
    expect(() => configured(file, PAGE)).not.toThrow();
  });

  it('tells a conversation that goes as it says', async () => {
    const phone = new MemoryRouter(configured(fileOf('parley.yaml') + entries.join(''), PAGE), '12345', []);
    const turns = storyOf(blocksOf(PAGE, 'text')[0]!);
    expect(turns.length).toBeGreaterThan(2);
    for (const { text, hears } of turns) expect([text, await phone.text(text)]).toEqual([text, hears]);
  });
});
