import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseParleyFile } from '@parley/config';
import { CONTRACTS, DISCOUNT, GOODBYE, HELP, PROGRAM, PROMPT, ROOMY, ROWS, SLOW, WELCOME } from './words.js';

const file = parseParleyFile(
  readFileSync(join(__dirname, 'parley.faults.yaml'), 'utf8'),
  'parley.faults.yaml',
);

describe("the campaign's words", () => {
  it('come from a file without problems', () => {
    expect(file.ok ? [] : file.problems).toEqual([]);
  });

  it('are what its parley.yaml says', () => {
    if (!file.ok) throw new Error('parley.faults.yaml has problems');
    const { senders, programs, keywords } = file.declared;
    for (const [sender, rate] of CONTRACTS) expect(senders.get(sender)?.segmentsPerSecond).toBe(rate);
    expect(senders.get(SLOW)).toMatchObject({ helpText: HELP, optOutText: GOODBYE });
    expect(programs.get(PROGRAM)).toMatchObject({ sender: SLOW, promptText: PROMPT, welcomeText: WELCOME });
    for (const sender of [ROOMY, SLOW]) {
      for (const { question, answer } of [DISCOUNT, ...ROWS]) {
        expect(keywords.get(`${sender}/${question}`)).toMatchObject({ reply: answer });
      }
    }
  });
});
