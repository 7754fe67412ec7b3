import type { Command } from 'commander';
import type { HoldOptions } from '../mt/hold.commands.js';
import type { CommandContext } from './command-context.js';

const EXAMPLES = `
Examples:
  $ npx parley sender list
  $ npx parley sender pause 12345 --why "the carrier reports filtering"
  $ npx parley sender resume 12345
  $ npx parley campaign pause autumn-wool --why "the shop is down"    one campaign alone
`;

export function senderCommand(program: Command, context: CommandContext): void {
  const sender = program
    .command('sender')
    .description('our numbers: pause one, and let it go on')
    .addHelpText('after', EXAMPLES);
  const add = (name: string, description: string): Command =>
    sender
      .command(name)
      .description(description)
      .option('--json', 'print JSON')
      .option('--data-dir <folder>', 'where the running platform keeps its data', context.dataDir)
      .addHelpText('after', EXAMPLES);
  add('list', 'senders, and which of them are paused').action(async (options: HoldOptions) => {
    const { listSenders } = await import('../mt/hold.commands.js');
    await listSenders(context, options);
  });
  add('pause', 'what it has to send waits, but for HELP and confirmations of opt-outs')
    .argument('<sender>', 'as in parley.yaml')
    .requiredOption('--why <words>', 'kept, and shown to whoever finds it paused')
    .option('--by <name>', 'who pauses it; the user of this machine when absent')
    .action(async (name: string, options: HoldOptions) => {
      const { holdSender } = await import('../mt/hold.commands.js');
      await holdSender(context, name, true, options);
    });
  add('resume', 'it goes on where it stood')
    .argument('<sender>', 'as in parley.yaml')
    .option('--why <words>', 'kept')
    .option('--by <name>', 'who lets it go on; the user of this machine when absent')
    .action(async (name: string, options: HoldOptions) => {
      const { holdSender } = await import('../mt/hold.commands.js');
      await holdSender(context, name, false, options);
    });
}
