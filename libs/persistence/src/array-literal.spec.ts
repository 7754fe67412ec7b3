import fc from 'fast-check';
import { prepareValue } from 'pg/lib/utils.js';
import { anyCharacter } from '@parley/testing/any-character';
import { arrayLiteral } from './array-literal.js';

/** What PostgreSQL reads, without the quotes that it does not need. */
const read = (literal: unknown) =>
  String(literal).replaceAll(/"(-?\d+(\.\d+)?(e[+-]\d+)?|true|false)"/g, '$1');

describe('an array literal', () => {
  it('says what the driver would have said', () => {
    const element = fc.oneof(
      fc.string({ unit: anyCharacter }),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
    );
    fc.assert(
      fc.property(fc.array(element), (values) => {
        expect(read(arrayLiteral(values))).toBe(read(prepareValue(values)));
      }),
    );
  });

  it.each([[[['a'], ['b']]], [[new Date(0)]], [[Buffer.from('a')]], [[{ a: 1 }]]])(
    'leaves %j to the driver',
    (values) => {
      expect(arrayLiteral(values)).toBeUndefined();
    },
  );
});
