import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dictionariesOf, explain, parseParleyFile } from '@parley/config';

const page = readFileSync(join(__dirname, '../../../docs/keywords.md'), 'utf8');
const file = /```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
const table = page.slice(page.indexOf('| text'), page.indexOf('`npx parley explain'));
const rows = [...table.matchAll(/^\| `(.+?)` +\| (.+?) +\| `(.+?)` +\|$/gm)].map((row) => row.slice(1, 4));

describe('the example that docs/keywords.md opens with', () => {
  it('is a parley.yaml without problems', () => {
    const parsed = parseParleyFile(file, 'docs/keywords.md');
    expect(parsed.ok ? [] : parsed.problems).toEqual([]);
    expect(rows.length).toBeGreaterThan(15);
  });

  it.each(rows)('`%s` means %s by %s', (text, means, rule) => {
    const parsed = parseParleyFile(file, 'docs/keywords.md');
    if (!parsed.ok) throw new Error('the file has problems');
    const { intent, program, match } = explain(dictionariesOf(parsed.declared, 'docs'), {
      sender: '12345',
      text: text!,
    });
    const outcome = program === undefined ? intent : `${intent} ${program}`;
    expect([outcome, match.rule]).toEqual([means, rule]);
  });
});
