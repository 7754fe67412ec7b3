import type { Command } from 'commander';
import type { ParkedOptions } from '../parked/parked.commands.js';
import type { CommandContext } from './command-context.js';

const EXAMPLES = `
Examples:
  $ npx parley parked list
  $ npx parley parked release +14155550101
`;

export function parkedCommand(program: Command, context: CommandContext): void {
  const parked = program
    .command('parked')
    .description('conversations that wait because one of their events could not be decided')
    .addHelpText('after', EXAMPLES);
  parked
    .command('list')
    .description('who waits, where, since when and why')
    .option('--json', 'print one JSON array')
    .option('--data-dir <folder>', 'where the running platform keeps its data', context.dataDir)
    .addHelpText('after', EXAMPLES)
    .action(async (options: ParkedOptions) => {
      const { listParked } = await import('../parked/parked.commands.js');
      await listParked(context, options);
    });
  parked
    .command('release')
    .description("have a person's events taken again, in their order, once the cause is mended")
    .argument('<number>', "the person's number")
    .option('--consumer <name>', 'only what this consumer parked')
    .option('--data-dir <folder>', 'where the running platform keeps its data', context.dataDir)
    .addHelpText('after', EXAMPLES)
    .action(async (number: string, options: ParkedOptions) => {
      const { releaseParked } = await import('../parked/parked.commands.js');
      await releaseParked(context, number, options);
    });
}
