import fc from 'fast-check';
import { parseDocument, stringify } from 'yaml';
import { DEEPEST, tooDeepAt } from './nesting.js';

const opened = (open: string, times: number): string => `a: ${open.repeat(times)}`;

describe('how deep a YAML text is nested', () => {
  it.each(['[', '{', '&x [', '!!seq [', '[{', '"k": ['])('is counted by what it opens: %s', (open) => {
    const levels = open.match(/[[{]/g)!.length;
    expect(tooDeepAt(opened(open, DEEPEST / levels))).toBeUndefined();
    const at = tooDeepAt(opened(open, DEEPEST / levels + 1))!;
    expect(opened(open, DEEPEST + 1).slice(at)).toMatch(/^[[{]/);
  });

  it.each(['- ', '? '])('is counted on one line: %s', (level) => {
    expect(tooDeepAt(level.repeat(DEEPEST))).toBeUndefined();
    expect(tooDeepAt(level.repeat(DEEPEST + 1))).toBe(2 * DEEPEST);
    expect(tooDeepAt(`${level}x\n`.repeat(DEEPEST * 3))).toBeUndefined();
  });

  it('is not counted within texts and remarks', () => {
    const brackets = '[{'.repeat(DEEPEST);
    for (const text of [
      `'${brackets}'`,
      `"${brackets}"`,
      `x${brackets}`,
      `# ${brackets}`,
      `|\n  ${brackets}`,
    ]) {
      expect(tooDeepAt(`a: ${text}`)).toBeUndefined();
    }
    expect(tooDeepAt(`${'a: [b, {c: d}]\n'.repeat(500)}`)).toBeUndefined();
  });

  it('is that of any value that can be written, wherever YAML puts it', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 12 }), fc.boolean(), (value, asJson) => {
        const text = asJson ? JSON.stringify(value) : stringify(value);
        expect(parseDocument(text).errors).toEqual([]);
        expect(tooDeepAt(text)).toBeUndefined();
      }),
    );
  });
});
