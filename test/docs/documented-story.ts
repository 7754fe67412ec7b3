import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseParleyFile } from '@parley/config';
import { flowConfigured, keywordConfigured, preferenceConfigured, senderConfigured } from '@parley/contracts';
import { ConfigDirectory } from '@parley/messaging';

export interface StoryTurn {
  /** `→` the phone says, `+` time passes. */
  readonly does: string;
  readonly text: string;
  readonly hears: string[];
}

/** A file of the repository, by its path from the root. */
export function fileOf(path: string): string {
  return readFileSync(join(__dirname, '../..', path), 'utf8');
}

/** The code blocks of a page in a language; throws where there is none. */
export function blocksOf(path: string, language: string): string[] {
  const found = [...fileOf(path).matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\``, 'gm'))];
  if (found.length === 0) throw new Error(`${path} has no ${language} block.`);
  return found.map(([, text]) => text!);
}

/** What a parley.yaml declares, as a service has it in memory. */
export function configured(text: string, path: string): ConfigDirectory {
  const parsed = parseParleyFile(text, path);
  if (!parsed.ok)
    throw new Error(parsed.problems.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  const directory = new ConfigDirectory();
  const { senders, preferences, keywords, flows } = parsed.declared;
  const take = (topic: string, entries: ReadonlyMap<string, object>) => {
    for (const [key, entry] of entries)
      if (!directory.apply(topic, key, { ...entry, revision: 'r1' }))
        throw new Error(`${path}: ${key} is refused`);
  };
  take(senderConfigured.topic, senders);
  take(preferenceConfigured.topic, preferences);
  take(keywordConfigured.topic, keywords);
  take(flowConfigured.topic, flows);
  return directory;
}

/** A story's lines: `→` the phone says, `←` it hears (further lines are indented), `+` time passes. */
export function storyOf(lines: string): StoryTurn[] {
  const turns: StoryTurn[] = [];
  for (const line of lines.trimEnd().split('\n')) {
    const [sign, text] = [line[0]!, line.slice(2)];
    const turn = turns.at(-1);
    if (sign === '←') turn!.hears.push(text);
    else if (sign === ' ') turn!.hears.push(`${turn!.hears.pop()}\n${text}`);
    else turns.push({ does: sign, text, hears: [] });
  }
  return turns;
}
