import fc from 'fast-check';
import { anyCharacter } from '@parley/testing/any-character';
import { mtIdIn, receiptUrl } from './receipt-url.js';

describe('the receipt URL', () => {
  it('names carrier and MT', () => {
    const url = 'https://parley.example/in/v1/carriers/twilio/receipts?mt=ab-1';
    expect(receiptUrl('https://parley.example/in', 'twilio', 'ab-1')).toBe(url);
    expect(receiptUrl('https://parley.example/in/', 'twilio', 'ab-1')).toBe(url);
  });

  it('gives back any id that was put into it', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: anyCharacter }), (id) => {
        expect(mtIdIn(receiptUrl('http://a', 'simulator', id))).toBe(id);
      }),
    );
  });

  it.each(['http://a/receipts', 'http://a/receipts?', 'http://a/receipts?mt=', 'http://a/receipts?other=1'])(
    'names none: %s',
    (url) => {
      expect(mtIdIn(url)).toBeUndefined();
    },
  );
});
