import fc from 'fast-check';
import { LOOKALIKES } from './confusables.data.js';
import { foldConfusables } from './confusables.js';
import { normalizeForMatching } from './matching.js';

describe('foldConfusables', () => {
  it.each([
    ['STOP', 'STOP'],
    ['ЅТОР', 'STOP'],
    ['ѕтор', 'stop'],
    ['ΕΝD', 'END'],
    ['ꓢꓔꓳꓑ', 'STOP'],
    ['ꮪᎢOᏢ', 'STOP'],
    ['ꜱᴛᴏᴘ', 'stop'],
    ['🅢🅣🅞🅟', 'STOP'],
    ['🆂🆃🅾🅿', 'STOP'],
    ['🇸🇹🇴🇵', 'STOP'],
    ['Śtõp', 'Stop'],
    ['STØP', 'STOP'],
    ['ST0P', 'SToP'],
    ['cance1', 'cancel'],
    ['STOP 10', 'STOP 10'],
    ['arrêt', 'arret'],
    ['漢字', '漢字'],
  ])('%s looks like %s', (text, plain) => {
    expect(foldConfusables(text).toLowerCase()).toBe(plain.toLowerCase());
  });

  it('maps each look-alike to one letter, and none that NFKD or case folding would lose first', () => {
    for (const [character, letter] of LOOKALIKES) {
      expect(letter).toMatch(/^[A-Za-z]$/);
      expect(character.normalize('NFKD')).toBe(character);
    }
  });

  it('is idempotent and never throws, whatever the text', () => {
    const anything = fc.oneof(
      fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
      fc.array(fc.constantFrom(...LOOKALIKES.keys(), '0', '1', '2', ' ', 'a')).map((all) => all.join('')),
    );
    const check = (text: string) => {
      const once = foldConfusables(text);
      expect(foldConfusables(once)).toBe(once);
      expect(() => normalizeForMatching(once)).not.toThrow();
    };
    fc.assert(fc.property(anything, check), { numRuns: 3000 });
  });
});
