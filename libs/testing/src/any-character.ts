import fc from 'fast-check';

const belowSurrogates = fc.integer({ min: 0, max: 0xd7ff });
const aboveSurrogates = fc.integer({ min: 0xe000, max: 0x10ffff });

/**
 * Any code point of Unicode that is a character by itself, as `fc.string`'s `unit`. fast-check's own `binary` first
 * makes a map of all 1,112,064 (a second and 145 MB for each spec file).
 */
export const anyCharacter: fc.Arbitrary<string> = fc
  .oneof(belowSurrogates, aboveSurrogates)
  .map((codePoint) => String.fromCodePoint(codePoint));
