import fc from 'fast-check';
import { shownBytes } from './shown-bytes.js';

describe('bytes for people', () => {
  it('are text where they are some', () => {
    expect(shownBytes(Buffer.from('{"text":"Sélection 🧶"}'))).toEqual({ text: '{"text":"Sélection 🧶"}' });
    expect(shownBytes(Buffer.alloc(0))).toEqual({ text: '' });
  });

  it('are rows of hexadecimal where they are none', () => {
    expect(shownBytes(Buffer.from([0xff, 0x41, 0x00]))).toEqual({
      hex: `000000  ff 41 00${' '.repeat(39)}  .A.`,
      more: 0,
    });
  });

  it('lose nothing, whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5000 }), (bytes) => {
        const shown = shownBytes(bytes);
        if ('text' in shown) return expect(Buffer.from(shown.text)).toEqual(Buffer.from(bytes));
        const hex = shown.hex.split('\n').map((row) => row.slice(8, 55).replaceAll(' ', ''));
        expect(hex.join('')).toBe(Buffer.from(bytes.subarray(0, 4096)).toString('hex'));
        expect(shown.more).toBe(Math.max(0, bytes.length - 4096));
      }),
    );
  });
});
