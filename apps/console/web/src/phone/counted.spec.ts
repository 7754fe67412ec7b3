import { counted } from './counted.js';

describe('the counter under a text', () => {
  it.each([
    ['', 'GSM-7 · 1 segment · 0 of 160'],
    ['DISCOUNT', 'GSM-7 · 1 segment · 8 of 160'],
    ['€', 'GSM-7 · 1 segment · 2 of 160'],
    ['a'.repeat(161), 'GSM-7 · 2 segments · 8 of 153'],
    ['Merry 🎄', 'UCS-2 · 1 segment · 8 of 70'],
    ['ж'.repeat(71), 'UCS-2 · 2 segments · 4 of 67'],
  ])('says of %j: %s', (text, words) => {
    expect(counted(text)).toBe(words);
  });
});
