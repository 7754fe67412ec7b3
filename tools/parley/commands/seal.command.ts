import type { Command } from 'commander';
import type { SealOptions } from '../seal/seal.js';
import type { CommandContext } from './command-context.js';

const EXAMPLES = `
Examples:
  $ npx parley seal         what is kept in the clear
  $ npx parley seal --yes   seals it; all services stand still meanwhile

A database that began with this version or a later one is sealed from the start.
`;

export function sealCommand(program: Command, context: CommandContext): void {
  program
    .command('seal')
    .description('seal numbers and words in a database from before they rested sealed')
    .option('--yes', 'do it: as a whole, or not at all')
    .option('--json', 'print one JSON object')
    .option('--data-dir <folder>', 'where the running platform keeps its data', context.dataDir)
    .addHelpText('after', EXAMPLES)
    .action(async (options: SealOptions) => {
      const { seal } = await import('../seal/seal.js');
      await seal(context, options);
    });
}
