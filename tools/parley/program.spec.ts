import type { Command } from 'commander';
import { createColors } from 'picocolors';
import { createProgram } from './program.js';

const silent = (): void => undefined;
const program = (): Command =>
  createProgram({
    terminal: { colors: createColors(false), interactive: false, print: silent, note: silent, write: silent },
    environment: {},
    root: '/nowhere',
    dataDir: '/nowhere/.parley',
  });

/** Every command with its path, as `schema dump`. */
function all(command: Command, path: string[] = []): [string, Command][] {
  return command.commands.flatMap((child) => {
    const name = [...path, child.name()];
    return [[name.join(' '), child] as [string, Command], ...all(child, name)];
  });
}

describe('the command line', () => {
  it('has the commands that the documentation names', () => {
    expect(all(program()).map(([name]) => name)).toEqual(
      expect.arrayContaining([
        'start',
        'text',
        'trace',
        'status',
        'demo',
        'apply',
        'explain',
        'keywords history',
        'keywords dry-run',
        'stop',
        'reset',
        'migrate',
      ]),
    );
    expect(all(program()).map(([name]) => name)).toEqual(
      expect.arrayContaining(['topics create', 'schema dump', 'parked list', 'parked release', 'dlq list']),
    );
  });

  it.each(all(program()))('shows an example in the help of %s', (_name, command) => {
    let help = '';
    command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
    expect(help).toMatch(/Examples?:\n {2}\$ /);
    expect(command.description()).not.toBe('');
  });

  it.each(all(program()).filter(([name]) => /^(consent|cases|coupons|keywords|person|webhooks) /.test(name)))(
    'shows its own examples in the help of %s, and no other',
    (name, command) => {
      let help = '';
      command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
      const shown = help.split('\n').filter((line) => line.startsWith('  $ '));
      expect(shown.length).toBeGreaterThan(0);
      for (const line of shown) expect(line).toContain(`npx parley ${name}`);
    },
  );
});
