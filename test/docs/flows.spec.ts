import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseParleyFile } from '@parley/config';
import {
  flowConfigured,
  keywordConfigured,
  preferenceConfigured,
  senderConfigured,
  supportCaseOpened,
} from '@parley/contracts';
import { ConfigDirectory } from '@parley/messaging';
import { durationMs } from '@parley/sms';
import { MemoryRouter } from '../../apps/keyword-router/src/memory-router.builder.js';

const page = readFileSync(join(__dirname, '../../docs/flows.md'), 'utf8');

function block(language: string): string {
  const found = new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(page)?.[1];
  if (found === undefined) throw new Error(`docs/flows.md has no ${language} block.`);
  return found;
}

/** What the file declares, as a service has it in memory. */
function configured(): ConfigDirectory {
  const parsed = parseParleyFile(block('yaml'), 'flows.md');
  if (!parsed.ok)
    throw new Error(parsed.problems.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  const directory = new ConfigDirectory();
  const { senders, preferences, keywords, flows } = parsed.declared;
  const take = (topic: string, entries: ReadonlyMap<string, object>) => {
    for (const [key, entry] of entries)
      expect(directory.apply(topic, key, { ...entry, revision: 'r1' })).toBe(true);
  };
  take(senderConfigured.topic, senders);
  take(preferenceConfigured.topic, preferences);
  take(keywordConfigured.topic, keywords);
  take(flowConfigured.topic, flows);
  return directory;
}

/** The story's lines: `→` the phone says, `←` it hears (further lines are indented), `+` time passes. */
function story(): { does: string; text: string; hears: string[] }[] {
  const turns: { does: string; text: string; hears: string[] }[] = [];
  for (const line of block('text').trimEnd().split('\n')) {
    const [sign, text] = [line[0]!, line.slice(2)];
    const turn = turns.at(-1);
    if (sign === '←') turn!.hears.push(text);
    else if (sign === ' ') turn!.hears.push(`${turn!.hears.pop()}\n${text}`);
    else turns.push({ does: sign, text, hears: [] });
  }
  return turns;
}

it('docs/flows.md opens with an example that goes as it says', async () => {
  const phone = new MemoryRouter(configured(), '12345', ['WOOL-0001']);
  const turns = story();
  expect(turns.length).toBeGreaterThan(4);
  for (const { does, text, hears } of turns) {
    const heard = does === '+' ? await phone.pass(durationMs(text)) : await phone.text(text);
    expect([text, heard]).toEqual([text, hears]);
  }
  expect(phone.published.map(({ event }) => event)).toContain(supportCaseOpened);
});
