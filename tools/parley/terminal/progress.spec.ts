import { createColors } from 'picocolors';
import { Progress } from './progress.js';
import type { Terminal } from './terminal.js';

/** What a screen would hold after all that was written. */
function screen(interactive: boolean): { terminal: Terminal; lines(): string[]; raw: string[] } {
  const raw: string[] = [];
  const write = (text: string): void => void raw.push(text);
  const print = (line = ''): void => write(`${line}\n`);
  const lines = (): string[] => {
    let shown: string[] = [''];
    for (const part of raw.join('').split(/(\u001b\[\d+A\u001b\[0J|\n)/)) {
      const back = /^\u001b\[(\d+)A/.exec(part);
      if (back) shown = [...shown.slice(0, shown.length - 1 - Number(back[1])), ''];
      else if (part === '\n') shown.push('');
      else shown[shown.length - 1] += part;
    }
    return shown;
  };
  return { terminal: { colors: createColors(false), interactive, print, note: print, write }, lines, raw };
}

describe('progress', () => {
  it('prints a line for each step that ended where lines cannot be redrawn', () => {
    const { terminal, lines } = screen(false);
    const progress = new Progress(terminal);
    progress.step('Kafka', 'start', '4.4.0');
    progress.step('topics', 'skip', 'given');
    progress.step('Kafka', 'done', '127.0.0.1:7075');
    progress.end();
    expect(lines()).toEqual([
      expect.stringMatching(/^– topics +given$/),
      expect.stringMatching(/^✓ Kafka +\d+\.\d s {2}127\.0\.0\.1:7075$/),
      '',
    ]);
  });

  it('keeps what runs below what is done on a terminal, and leaves only what is done', () => {
    const { terminal, lines } = screen(true);
    const progress = new Progress(terminal);
    progress.step('Kafka', 'start', '4.4.0');
    progress.step('PostgreSQL', 'start');
    expect(lines()).toEqual([expect.stringContaining('Kafka'), expect.stringContaining('PostgreSQL'), '']);
    progress.step('PostgreSQL', 'done');
    expect(lines()).toEqual([expect.stringMatching(/^✓ PostgreSQL/), expect.stringMatching(/Kafka/), '']);
    progress.say('a word');
    progress.end();
    expect(lines()).toEqual([expect.stringMatching(/^✓ PostgreSQL/), 'a word', '']);
  });
});
