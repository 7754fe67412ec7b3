import type { Command } from 'commander';
import { createColors } from 'picocolors';
import { createProgram } from '../parley/program.js';
import { codeBlock, notice, table } from './markdown.js';

const HEAD = `# The parley command

\`npx parley <command>\`, in the folder of the repository; in the image \`parley <command>\`. \`npx parley help <command>\` prints what stands here.

`;

/** Where a command would look on the machine of whoever reads: paths in its help are relative to it. */
const ROOT = '.';
const WIDTH = 96;

/** docs/reference/cli.md: every command with its help, as the program itself prints it. */
export function cliPage(): string {
  const commands = all(program());
  const rows = commands.map(([name, command]) => [
    `[\`parley ${name}\`](#parley-${name.replaceAll(' ', '-')})`,
    command.description(),
  ]);
  const sections = commands.map(
    ([name, command]) => `## parley ${name}\n\n${codeBlock('text', helpOf(command))}`,
  );
  return notice('tools/parley') + HEAD + [table(['command', ''], rows), ...sections].join('\n');
}

function program(): Command {
  const silent = (): void => undefined;
  return createProgram({
    terminal: { colors: createColors(false), interactive: false, print: silent, note: silent, write: silent },
    environment: {},
    root: ROOT,
    dataDir: `${ROOT}/.parley`,
  });
}

/** Every command that does something, with its path (`consent prove`); groups show in their commands' names. */
function all(command: Command, path: readonly string[] = []): [string, Command][] {
  return command.commands.flatMap((child): [string, Command][] => {
    const name = [...path, child.name()];
    return child.commands.length > 0 ? all(child, name) : [[name.join(' '), child]];
  });
}

function helpOf(command: Command): string {
  let help = '';
  command
    .configureOutput({
      writeOut: (text) => (help += text),
      getOutHelpWidth: () => WIDTH,
      getOutHasColors: () => false,
    })
    .outputHelp();
  return help;
}
