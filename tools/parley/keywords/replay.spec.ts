import { dictionariesOf, parseParleyFile, Replay } from '@parley/config';
import { createColors } from 'picocolors';
import { masked } from './masked.js';
import { renderReplay } from './render-replay.js';

const program = (name: string) => `  - program: ${name}
    name: ${name}
    sender: "12345"
    optIn: single
    welcomeText: "Warm Sweaters: up to 4 msgs/month. Msg & data rates may apply. Reply HELP for help, STOP to end."
    goodbyeText: "Warm Sweaters: no more texts."
`;

function dictionaries(keywords: string, settings = '') {
  const file = `version: 1
brand: Warm Sweaters
senders:
  - sender: "12345"
    carrier: simulator
    segmentsPerSecond: 100
    helpText: "Warm Sweaters: help at 1-800-555-0100."
${settings}programs:
${program('club')}${program('shoes')}keywords:
${keywords}`;
  const parsed = parseParleyFile(file, 'parley.yaml');
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join());
  return dictionariesOf(parsed.declared, 'r');
}

const word = (keyword: string, does: string) => `  - keyword: ${keyword}\n    sender: "12345"\n    ${does}\n`;
const now =
  word('DISCOUNT', 'reply: "WARM30"') + word('CLUB', 'subscribe: club') + word('SHOES', 'subscribe: shoes');

const ann = '+14155550101';
const bob = '+14155550102';

function played(proposed: ReturnType<typeof dictionaries>, texts: [subscriber: string, text: string][]) {
  const replay = new Replay(dictionaries(now), proposed);
  for (const [subscriber, text] of texts) replay.take({ subscriber, sender: '12345', text });
  return replay.result();
}

describe('a dry run of keywords', () => {
  it('finds nothing where nothing would be felt', () => {
    const renamed = dictionaries(
      word('OFFER', 'aliases: [DISCOUNT]\n    reply: "WARM30"') +
        word('CLUB', 'subscribe: club') +
        word('SHOES', 'subscribe: shoes'),
    );
    expect(
      played(renamed, [
        [ann, 'discount'],
        [ann, 'hm'],
        [bob, 'STOP'],
      ]),
    ).toMatchObject({
      texts: 3,
      conversations: 2,
      changed: 0,
      list: [],
    });
  });

  it('lists every text that would come to something else, opt-outs first, with counts', () => {
    const proposed = dictionaries(
      word('DISCOUNT', 'reply: "WARM40"') +
        word('CLUB', 'reply: "The club is full."') +
        word('SHOES', 'subscribe: shoes'),
      '    fuzzyOptOut: opt_out\n',
    );
    const result = played(proposed, [
      [ann, 'discount'],
      [bob, 'discount'],
      [bob, 'Discount!'],
      [ann, 'club'],
      [bob, 'stpo'],
      [ann, 'hello'],
    ]);
    expect(result).toMatchObject({ texts: 6, changed: 5, byKind: { opt_out: 1, consent: 1, other: 3 } });
    expect(result.list.map(({ kind, text, count, subscribers }) => [kind, text, count, subscribers])).toEqual(
      [
        ['opt_out', 'stpo', 1, [bob]],
        ['consent', 'club', 1, [ann]],
        ['other', 'discount', 2, [ann, bob]],
        ['other', 'Discount!', 1, [bob]],
      ],
    );
    expect(result.list[0]).toMatchObject({
      before: { intent: 'help', rule: 'near-miss/ask' },
      after: { intent: 'opt_out', rule: 'near-miss/opt-out', scope: 'sender' },
    });
  });

  it('remembers what each conversation was about, in both worlds', () => {
    const texts: [string, string][] = [
      [ann, 'club'],
      [ann, 'STOP'],
    ];
    const wide = played(dictionaries(now, '    optOutScope: sender\n'), texts);
    expect(wide.list).toMatchObject([
      { text: 'STOP', before: { scope: 'program', program: 'club' }, after: { scope: 'sender' } },
    ]);
    const moved = dictionaries(word('DISCOUNT', 'reply: "WARM30"') + word('CLUB', 'subscribe: shoes'));
    expect(played(moved, texts).list.map(({ text, after }) => [text, after.program])).toEqual([
      ['STOP', 'shoes'],
      ['club', 'shoes'],
    ]);
  });

  it('shows numbers masked', () => {
    const result = played(dictionaries(now, '    fuzzyOptOut: off\n'), [[ann, 'STPO']]);
    const lines = renderReplay(result, '2026-11-18T15:00:00.000Z', createColors(false), masked);
    expect(lines).toEqual([
      '1 texts since 2026-11-18T15:00:00.000Z in 1 conversations: 1 would come to something else.',
      '',
      'Other answers: 1',
      '     1 ×  "STPO" to 12345  +1…01',
      expect.stringContaining('help (near-miss/ask): "Warm Sweaters: Did you mean STOP?'),
      '        → handoff (none/not-understood)',
    ]);
    expect(lines.join('\n')).not.toContain(ann);
  });
});
