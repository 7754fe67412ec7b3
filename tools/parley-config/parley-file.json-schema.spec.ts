import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { parleyFileJsonSchema } from './parley-file.json-schema.js';

describe('the JSON Schema of parley.yaml', () => {
  const text = readFileSync(join(__dirname, '../../parley.yaml'), 'utf8');
  const accepts = new Ajv({ strict: false }).compile(parleyFileJsonSchema());

  it('accepts the example', () => {
    expect(accepts(parse(text))).toBe(true);
  });

  it.each([
    ['an unknown field', text.replace('carrier: simulator', 'carrier: simulator\n    carier: x')],
    ['a missing field', text.replace('    carrier: simulator\n', '')],
    ['a sender without quotes', text.replace("sender: '12345'", 'sender: 12345')],
    [
      'a keyword with two actions',
      text.replace('subscribe: sweater-club', 'subscribe: sweater-club\n    help: true'),
    ],
    ['a keyword without action', text.replace('    subscribe: sweater-club\n', '')],
  ])('refuses %s', (_, changed) => {
    expect(changed).not.toBe(text);
    expect(accepts(parse(changed))).toBe(false);
  });
});
