import { readCopied } from './copy-out.pg.js';

describe("a line of COPY's text format", () => {
  it.each([
    ['a\t\tb', ['a', '', 'b']],
    ['\\N\tN\t\\\\N', [undefined, 'N', '\\N']],
    ['a\\tb\\n\\r\\b\\f\\v\tc', ['a\tb\n\r\b\f\v', 'c']],
    ['back\\\\slash\\\\t\t"🧶"', ['back\\slash\\t', '"🧶"']],
    ['', ['']],
  ])('%j', (line, columns) => {
    expect(readCopied(line)).toEqual(columns);
  });
});
