import { createColors } from 'picocolors';
import { Tally } from './tally.js';
import type { Terminal } from './terminal.js';

function terminal(notes: string[]): Terminal {
  const silent = (): void => undefined;
  return {
    colors: createColors(false),
    interactive: false,
    print: silent,
    write: silent,
    note: (line) => void notes.push(line),
  };
}

describe('the tally of long work', () => {
  it('says a line a second on standard error, and nothing of short work', () => {
    const clock = jest.spyOn(performance, 'now');
    try {
      const notes: string[] = [];
      clock.mockReturnValue(0);
      const tally = new Tally(terminal(notes), 'texts read', 2_000);
      for (let done = 0; done < 2_000; done++) {
        clock.mockReturnValue(done);
        tally.count();
      }
      tally.end();
      expect(notes).toEqual(['… 1,001 of 2,000 texts read (50%)', '… 2,000 of 2,000 texts read (100%)']);

      const quick: string[] = [];
      const short = new Tally(terminal(quick), 'texts read', 1);
      short.count();
      short.end();
      expect(quick).toEqual([]);
    } finally {
      clock.mockRestore();
    }
  });
});
