import type { Command } from 'commander';
import type { CancelOptions } from '../mt/cancel.js';
import type { CommandContext } from './command-context.js';

const EXAMPLES = `
Examples:
  $ npx parley mt cancel --id 0a4d2b1e-7c55-5f0e-9a51-3c8e1f6b7d20          how many would be called back
  $ npx parley mt cancel --subscriber +14155550101 --program sweater-club --yes
  $ npx parley mt cancel --campaign autumn-wool --why "wrong price" --yes
`;

export function mtCommand(program: Command, context: CommandContext): void {
  const mt = program
    .command('mt')
    .description('texts to people: call back what waits, see what became of one')
    .addHelpText('after', EXAMPLES);
  const add = (name: string, description: string): Command =>
    mt
      .command(name)
      .description(description)
      .option('--json', 'print JSON')
      .option('--data-dir <folder>', 'where the running platform keeps its data', context.dataDir)
      .addHelpText('after', EXAMPLES);
  add('cancel', 'call back texts that wait; counts them, and does it with --yes')
    .option('--id <id>', 'one text')
    .option('--campaign <name>', 'all of a campaign')
    .option('--subscriber <number>', 'all that waits for a person')
    .option('--sender <sender>', 'of those, what waits on this sender')
    .option('--program <program>', 'of those, what waits under this program')
    .option('--why <words>', 'kept with the order')
    .option('--yes', 'do it')
    .action(async (options: CancelOptions) => {
      const { cancel } = await import('../mt/cancel.js');
      await cancel(context, options);
    });
}
