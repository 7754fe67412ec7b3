import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configEvents, parseParleyFile, plan } from '@parley/config';
import { resolveIntent, SenderDictionaries } from '@parley/intents';
import { ConfigDirectory } from '@parley/messaging';
import type { IntentResolved } from '@parley/contracts';
import { refusalOf } from '../../apps/dispatcher/src/domain/permission.js';
import { apply, decide } from '../../apps/subscriptions/src/domain/consent.decide.js';
import { initialState, standingOf } from '../../apps/subscriptions/src/domain/consent.state.js';
import { commandOfIntent } from '../../apps/subscriptions/src/domain/intent.command.js';

const SENDER = '12345';
const NOW = Date.parse('2026-11-20T15:00:00.000Z');
const page = readFileSync(join(__dirname, '../../docs/consent.md'), 'utf8');
const [yaml, talk, ledger] = [...page.matchAll(/^```\w*\n([\s\S]*?)^```/gm)].map(([, block]) => block!);

/** What parley.yaml says, as every service holds it. */
function configured(text: string): ConfigDirectory {
  const parsed = parseParleyFile(text, 'docs/consent.md');
  if (!parsed.ok)
    throw new Error(parsed.problems.map(({ line, message }) => `${line} ${message}`).join('\n'));
  const directory = new ConfigDirectory();
  for (const { event, key, data } of configEvents(plan(new ConfigDirectory(), parsed.declared), '1')) {
    directory.apply(event.topic, key, data);
  }
  return directory;
}

describe('docs/consent.md', () => {
  const directory = configured(yaml!);
  const dictionaries = new SenderDictionaries(directory);
  const programs = [...directory.programs.values()];
  let consents = initialState;
  const written: string[] = [];

  /** Router and subscriptions, one after the other; what the dispatcher would not send is not heard. */
  function say(text: string): string | undefined {
    const resolution = resolveIntent({ text, dictionary: dictionaries.of(SENDER) });
    const intent = { ...resolution, sender: SENDER, text, match: resolution } as unknown as IntentResolved;
    const command = commandOfIntent(intent);
    const context = { sender: directory.senders.get(SENDER), programs, now: NOW };
    const decision = command && decide(consents, command, context);
    if (decision) consents = apply(consents, SENDER, decision);
    for (const { version, program, from, to, rule } of decision?.entries ?? []) {
      const words = JSON.stringify(decision?.keptText ?? text);
      written.push(`${version} ${program} ${from} → ${to} ${rule} ${words}`);
    }
    const answer =
      decision?.reply ?? (resolution.answer && { ...resolution.answer, purpose: 'help' as const });
    if (answer === undefined) return undefined;
    const stateOf = (program: string) => standingOf(consents, SENDER, program)?.state ?? 'none';
    const program = 'program' in answer ? answer.program : undefined;
    const refusal = refusalOf({
      purpose: answer.purpose,
      lane: 'compliance',
      hasProgram: program !== undefined,
      programState: program === undefined ? 'none' : stateOf(program),
      senderState: stateOf('*'),
    });
    return refusal === undefined ? answer.text : undefined;
  }

  const lines = talk!.trim().split('\n');
  const turns = lines.flatMap((line, i) => (line.startsWith('> ') ? [[line.slice(2), lines[i + 1]!]] : []));

  it.each(turns)('a phone that says "%s" hears what is written there', (said, heard) => {
    expect(`< ${say(said!)}`).toBe(heard);
  });

  it('the ledger holds what is written there', () => {
    expect(turns).toHaveLength(5);
    expect(written.join('\n')).toBe(ledger!.trim());
  });

  it('its preferences are taken by parley apply', () => {
    const preferences = /^```yaml\n(preferences:[\s\S]*?)^```/m.exec(page)![1]!;
    expect([...configured(yaml! + preferences).preferences.keys()]).toEqual([
      'size',
      'birthday',
      'sweaters',
      'city',
    ]);
  });
});
