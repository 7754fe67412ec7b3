import fc from 'fast-check';
import { anyCharacter } from '@parley/testing/any-character';
import { normalizeForMatching } from './matching.js';
import { wordsOf } from './words.js';

describe('wordsOf', () => {
  it.each([
    ['stop', ['stop']],
    ['stop please', ['stop', 'please']],
    ['opt-out', ['opt', 'out']],
    ["don't stop", ['dont', 'stop']],
    ['don’t stop', ['dont', 'stop']],
    ['stop 🛑 12345', ['stop', '12345']],
    ['arrêt, svp', ['arrêt', 'svp']],
    ['é', ['é']],
    ['a&b', ['a', 'b']],
    ['👍', []],
    ['', []],
  ])('%j', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  it('stops at the limit', () => {
    expect(wordsOf('a b c', 2)).toEqual(['a', 'b']);
    expect(wordsOf('à b c', 2)).toEqual(['à', 'b']);
  });

  it('finds in ASCII the same words on both its paths', () => {
    const ascii = fc.string({ unit: fc.constantFrom(...'ab1 -.&') });
    const check = (text: string) => expect(wordsOf(text)).toEqual(wordsOf(`${text} …`));
    fc.assert(fc.property(ascii, check));
  });

  it('never throws and finds the same words again in what it found', () => {
    const check = (text: string) => {
      const words = wordsOf(normalizeForMatching(text));
      expect(wordsOf(words.join(' '))).toEqual(words);
    };
    fc.assert(fc.property(fc.string({ unit: anyCharacter }), check), { numRuns: 2000 });
  });
});
