import fc from 'fast-check';
import { countSegments } from './segments.js';
import { GSM7_LOOKALIKES } from './smart-encoding.data.js';
import { smartEncoding } from './smart-encoding.js';

describe('smartEncoding', () => {
  it.each([
    ['curly quotes', '“Don’t”', '"Don\'t"'],
    ['dashes', 'Mon–Fri — open', 'Mon-Fri - open'],
    ['the ellipsis', 'wait…', 'wait...'],
    ['spaces that do not break', '5\u00a0pm', '5 pm'],
    ['what is not seen', 'a\u200bb\u00adc\ufeff', 'abc'],
    ['full-width forms', 'ＳＡＬＥ！', 'SALE!'],
    ['decomposed accents', 'cafe\u0301', 'café'],
    ['bullets and fractions', '• ½ off', '* 1/2 off'],
  ])('replaces %s', (_, written, text) => expect(smartEncoding(written).text).toBe(text));

  it.each([
    ['GSM-7 already', 'Plain text, 50% off @ noon'],
    ['another script', 'Скидка “50%”'],
    ['an emoji beside a curly quote', 'Don’t 😀'],
    ['a letter whose accent GSM-7 lacks', 'São Paulo – “já”'],
  ])('leaves %s', (_, written) => {
    expect(smartEncoding(written)).toEqual({ text: written, replaced: [] });
  });

  it('leaves what would take more segments', () => {
    const longer = '’' + '…'.repeat(60);
    expect(countSegments(longer).segments).toBe(1);
    expect(smartEncoding(longer)).toEqual({ text: longer, replaced: [] });
  });

  it('says what it replaced, by what, and how often', () => {
    expect(smartEncoding('It’s Ann’s…').replaced).toEqual([
      { character: '’', by: "'", times: 2 },
      { character: '…', by: '...', times: 1 },
    ]);
  });

  it('puts nothing that GSM-7 does not have, and takes nothing that it has', () => {
    for (const [character, by] of GSM7_LOOKALIKES) {
      expect([character, countSegments(by).encoding]).toEqual([character, 'gsm7']);
      expect([character, countSegments(character).encoding]).toEqual([character, 'ucs2']);
    }
  });

  it('never costs more, and what it made it leaves', () => {
    const character = fc.constantFrom(...GSM7_LOOKALIKES.keys(), ...'abc €{😀ж'.split(''));
    const text = fc.array(character, { maxLength: 200 }).map((all) => all.join(''));
    fc.assert(
      fc.property(text, (written) => {
        const smart = smartEncoding(written);
        expect(countSegments(smart.text).segments).toBeLessThanOrEqual(countSegments(written).segments);
        expect(smartEncoding(smart.text)).toEqual({ text: smart.text, replaced: [] });
      }),
    );
  });
});
