import fc from 'fast-check';
import { anyCharacter } from '@parley/testing/any-character';
import { readPreferenceValue, type PreferenceShape } from './preference-value.js';

const size: PreferenceShape = {
  type: 'choice',
  choices: [
    { value: 'S', words: ['small'] },
    { value: 'Extra-Large', words: ['xl'] },
  ],
};
const text: PreferenceShape = { type: 'text' };
const date: PreferenceShape = { type: 'date' };
const number: PreferenceShape = { type: 'number' };

const read = (shape: PreferenceShape, given: string | number, country = 'US') => {
  const reading = readPreferenceValue(shape, given, country);
  return reading.ok ? reading.value : reading.code;
};

describe('the value of a preference', () => {
  it.each([
    [size, 's', 'S'],
    [size, ' Small! ', 'S'],
    [size, 'XL', 'Extra-Large'],
    [size, 'extra-large', 'Extra-Large'],
    [size, 'M', 'PREFERENCE_CHOICE_UNKNOWN'],
    [size, '', 'PREFERENCE_CHOICE_UNKNOWN'],
    [{ type: 'choice' } as const, 'x', 'PREFERENCE_CHOICE_UNKNOWN'],
    [text, '  Zürich 🧶 ', 'Zürich 🧶'],
    [text, 42, '42'],
    [text, ' \n', 'PREFERENCE_TEXT_EMPTY'],
    [text, '🧶'.repeat(160), '🧶'.repeat(160)],
    [text, 'x'.repeat(161), 'PREFERENCE_TEXT_TOO_LONG'],
    [{ ...text, maxLength: 2 }, 'abc', 'PREFERENCE_TEXT_TOO_LONG'],
    [date, '12/31/2001', '2001-12-31'],
    [date, 'soon', 'PREFERENCE_DATE_UNREADABLE'],
    [date, 20011231, '2001-12-31'],
    [number, 42.5, 42.5],
    [number, '-7', -7],
    [number, '\u22127', -7],
    [number, '1,234.5', 1234.5],
    [number, '42,5', 42.5],
    [number, '1 234', 1234],
    [number, 'ten', 'PREFERENCE_NUMBER_UNREADABLE'],
    [number, '1e5', 'PREFERENCE_NUMBER_UNREADABLE'],
    [number, '0x10', 'PREFERENCE_NUMBER_UNREADABLE'],
    [number, '', 'PREFERENCE_NUMBER_UNREADABLE'],
    [number, Number.NaN, 'PREFERENCE_NUMBER_UNREADABLE'],
    [number, '9'.repeat(99), 'PREFERENCE_NUMBER_UNREADABLE'],
    [{ ...number, integer: true }, '42.5', 'PREFERENCE_NUMBER_NOT_WHOLE'],
    [{ ...number, minimum: 0 }, -1, 'PREFERENCE_NUMBER_OUT_OF_RANGE'],
    [{ ...number, maximum: 50 }, 51, 'PREFERENCE_NUMBER_OUT_OF_RANGE'],
    [{ ...number, minimum: 0, maximum: 50 }, 50, 50],
  ] as const)('%j given %j is %j', (shape, given, value) => expect(read(shape, given)).toBe(value));

  it.each([
    ['1.234', 'DE', 1234],
    ['1.234', 'US', 1.234],
    ['1,234', 'DE', 1.234],
    ['1,234', 'US', 1234],
    ['1.234,5', 'DE', 1234.5],
    ["1'234.5", 'CH', 1234.5],
  ])('%s in %s is %d', (given, country, value) => expect(read(number, given, country)).toBe(value));

  it('is read again as itself, and no refusal tells it', () => {
    const shapes = fc.constantFrom<PreferenceShape>(size, text, date, number);
    fc.assert(
      fc.property(
        shapes,
        fc.oneof(fc.string({ unit: anyCharacter, minLength: 5 }), fc.double()),
        (shape, given) => {
          const reading = readPreferenceValue(shape, given, 'US');
          if (reading.ok) expect(readPreferenceValue(shape, reading.value, 'US')).toEqual(reading);
          // A digit or two stand in our own words too: in the example of a date.
          else if (String(given).length >= 5) expect(reading.message).not.toContain(String(given));
        },
      ),
    );
  });
});
