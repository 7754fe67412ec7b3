import { readableLogLine } from './log-line.js';

describe("a service's log line", () => {
  it('is shown as time, level and words', () => {
    const line =
      '{"level":40,"time":"2026-11-23T04:41:23.430Z","service":"dispatcher","msg":"slow","error":"why"}';
    expect(readableLogLine(line)).toBe('04:41:23 warn  slow: why');
  });

  it.each(['Error: no JSON', '{"level":30}', '[1]', 'null', '{"cut":'])('stays as it is: %s', (line) => {
    expect(readableLogLine(line)).toBe(line);
  });
});
