import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import type { CommandContext } from './command-context.js';

interface Options {
  from: string;
  carrier: string;
  timeout: string;
  dataDir: string;
}

const EXAMPLES = `
Examples:
  $ npx parley chat 12345                              type what you would text; /help tells the rest
  $ printf 'JOIN\\nYES\\n/trace\\n' | npx parley chat 12345 --from +14155550102
`;

export function chatCommand(program: Command, context: CommandContext): void {
  program
    .command('chat')
    .description('hold a phone: text to and fro with a sender, as the replies come')
    .argument('<sender>', 'our number, as in parley.yaml')
    .option('--from <number>', "the person's number", '+14155550101')
    .addOption(
      new Option('--carrier <id>', 'by which carrier it comes')
        .choices(['simulator', 'twilio', 'smpp'])
        .default('simulator'),
    )
    .option('--timeout <seconds>', 'after which a text without an answer is said to have none', '5')
    .option('--data-dir <folder>', 'where the running platform keeps its data', context.dataDir)
    .addHelpText('after', EXAMPLES)
    .action(async (sender: string, { from, carrier, timeout, dataDir }: Options) => {
      const { chat } = await import('../phone/chat.js');
      process.exitCode = await chat({
        context: { ...context, dataDir: resolve(dataDir) },
        sender,
        from,
        carrier,
        patienceMs: Number(timeout) * 1_000,
      });
    });
}
