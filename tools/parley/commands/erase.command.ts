import type { Command } from 'commander';
import type { EraseOptions } from '../erase/erase.commands.js';
import type { CommandContext } from './command-context.js';

const EXAMPLES = `
Examples:
  $ npx parley erase +14155550101                                     what would be destroyed
  $ npx parley erase +14155550101 --why "request 2026-118" --yes      destroy it
  $ npx parley erase +14155550101 --status                            which services have done it
`;

export function eraseCommand(program: Command, context: CommandContext): void {
  program
    .command('erase')
    .description("destroy a person's words and habits; opt-outs and the proof of consent stay")
    .argument('<number>', "the person's number")
    .option(
      '--why <words>',
      'on what grounds, without anything of the person; kept with the request for 7 days',
    )
    .option('--by <name>', 'who asks for it; the user of this machine when absent')
    .option('--yes', 'do it')
    .option('--status', 'only say which services have done it')
    .option('--json', 'print one JSON object')
    .option('--data-dir <folder>', 'where the running platform keeps its data', context.dataDir)
    .addHelpText('after', EXAMPLES)
    .action(async (number: string, options: EraseOptions) => {
      const { erase } = await import('../erase/erase.commands.js');
      await erase(context, number, options);
    });
}
