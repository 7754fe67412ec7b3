import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { parleyFileJsonSchema } from './parley-file.json-schema.js';

describe('the JSON Schema of parley.yaml', () => {
  const text = readFileSync(join(__dirname, '../../../parley.yaml'), 'utf8');
  const accepts = new Ajv({ strict: false }).compile(parleyFileJsonSchema());

  it('accepts the example', () => {
    expect(accepts(parse(text))).toBe(true);
  });

  const several = 'carriers: [{ carrier: twilio, weight: 70 }, { carrier: vonage, weight: 30 }]';

  it('accepts several carriers of a sender', () => {
    expect(accepts(parse(text.replace('carrier: simulator', several)))).toBe(true);
  });

  it.each([
    ['a carrier and several', text.replace('carrier: simulator', `carrier: simulator\n    ${several}`)],
    ['a carrier without its weight', text.replace('carrier: simulator', several.replace(', weight: 30', ''))],
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
