import { lastWords } from './log-tail.js';

describe('the last words of a log', () => {
  it.each([
    ['', 'it said nothing'],
    ['one\ntwo\n\n', 'two'],
    ['java.io.IOException: broken pipe\n\tat a.b.C(D.java:1)\n', 'broken pipe'],
    ['2026-11-23 04:00:00.000 UTC [12] FATAL:  role "x" does not exist.', 'role "x" does not exist'],
    [
      'java.lang.RuntimeException: Node 7 is not node 1 in /d/meta.properties. If you moved it, see there.',
      'Node 7 is not node 1 in /d/meta.properties',
    ],
  ])('%j', (text, words) => {
    expect(lastWords(text)).toBe(words);
  });

  it('prefers a line that matches', () => {
    expect(lastWords('FATAL:  no memory\nLOG:  shut down', /FATAL/)).toBe('no memory');
    expect(lastWords('all well\nbye', /FATAL/)).toBe('bye');
  });
});
