import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseParleyFile } from './parse-parley-file.js';

describe('the example parley.yaml', () => {
  const text = readFileSync(join(__dirname, '../../../parley.yaml'), 'utf8');
  const parsed = parseParleyFile(text, 'parley.yaml');

  it('has no problems', () => {
    expect(parsed).toMatchObject({ ok: true });
  });

  it('answers DISCOUNT with the code, and JOIN by the double opt-in', () => {
    if (!parsed.ok) throw new Error('it has problems');
    expect(parsed.declared.keywords.get('12345/DISCOUNT')).toMatchObject({
      reply: 'Your code WARM30 takes 30% off your next sweater order. Stay warm!',
    });
    expect(parsed.declared.keywords.get('12345/JOIN')).toMatchObject({ program: 'sweater-club' });
    expect(parsed.declared.programs.get('sweater-club')).toMatchObject({ optIn: 'double' });
  });

  it('names its schema for editors in the first line', () => {
    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=docs/schemas/parley.schema.json');
  });
});
