import { dictionariesOf, explain, parseParleyFile } from '@parley/config';
import { createColors } from 'picocolors';
import { renderExplanation } from './render-explanation.js';

const FILE = `version: 1
brand: Warm Sweaters
senders:
  - sender: "12345"
    carrier: simulator
    segmentsPerSecond: 100
    helpText: "Warm Sweaters: help at 1-800-555-0100."
keywords:
  - keyword: SIZE
    sender: "12345"
    patterns: ["size {number}"]
    reply: "36 to 48."
  - keyword: HELPERS
    sender: "12345"
    patterns: ["{word} chart"]
    reply: "A chart."
`;

function explained(text: string) {
  const parsed = parseParleyFile(FILE, 'parley.yaml');
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join());
  return explain(dictionariesOf(parsed.declared, 'parley.yaml'), { sender: '12345', text });
}

describe('parley explain', () => {
  it('says what decided, by which version, and what else would have', () => {
    const colors = createColors(false);
    expect(renderExplanation(explained('stop pls'), colors)).toEqual([
      '"stop pls" to 12345',
      '  intent      opt_out',
      '  scope       sender, by scope/only-program',
      expect.stringMatching(/^ {2}rule {8}compliance\/opt-out-in-company version \d{4}-\d\d-\d\d$/),
      '  matched     "stop"',
      '  normalized  "stop pls"',
      '  otherwise   nothing else',
    ]);
    expect(renderExplanation(explained('Size chart!'), colors)).toEqual([
      '"Size chart!" to 12345',
      '  intent      reply',
      '  keyword     SIZE',
      '  rule        keyword/first-word version parley.yaml',
      '  matched     "SIZE"',
      '  normalized  "size chart"',
      '  answer      36 to 48.',
      '  otherwise   keyword/pattern by "{word} chart": reply',
    ]);
  });

  it('gives what a pattern of the keyword itself took', () => {
    expect(explained('size 44')).toMatchObject({
      captured: { number: '44' },
      match: { rule: 'keyword/first-word' },
    });
    expect(renderExplanation(explained('size 44'), createColors(false))).toContain(
      '  captured    number = 44',
    );
  });

  it('says so where nothing matches', () => {
    expect(renderExplanation(explained('hm'), createColors(false))).toContain('  matched     nothing');
  });
});
