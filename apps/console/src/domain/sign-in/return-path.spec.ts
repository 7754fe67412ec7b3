import fc from 'fast-check';
import { returnPath } from './return-path.js';

const CONSOLE = 'https://parley.example.com';

describe('where somebody goes on after signing in', () => {
  it.each([
    ['#/', '/#/'],
    ['#/conversations/4f-1_x', '/#/conversations/4f-1_x'],
    ['#/keywords', '/#/keywords'],
    ['#/campaigns/autumn%20sale', '/#/campaigns/autumn%20sale'],
  ])('%s is a page of ours', (asked, path) => {
    expect(returnPath(asked)).toBe(path);
  });

  it.each([
    undefined,
    ['#/keywords', '#/x'],
    '',
    '/keywords',
    '//evil.example',
    'https://evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'javascript:alert(1)',
    '@evil.example',
    '.evil.example',
    ' #/x',
    '#/x\r\nset-cookie: a=b',
    '#/x\n',
    '#/<script>',
    `#/${'a'.repeat(300)}`,
  ])('%j is none', (asked) => {
    expect(returnPath(asked)).toBe('/');
  });

  it('is at the console, and fit for a header, whatever is asked for', () => {
    const nasty = fc.string({ unit: fc.constantFrom(...'#/\\:@.?%\r\n\0 ae'), maxLength: 20 });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          nasty,
          nasty.map((rest) => `#/${rest}`),
        ),
        (asked) => {
          const path = returnPath(asked);
          const { origin, pathname, search } = new URL(CONSOLE + path);
          expect([origin, pathname, search]).toEqual([CONSOLE, '/', '']);
          expect(new URL(path, CONSOLE).origin).toBe(CONSOLE);
          expect(path).toMatch(/^[\x21-\x7e]+$/);
        },
      ),
    );
  });
});
