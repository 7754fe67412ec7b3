import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import type { CommandContext } from './command-context.js';

interface Options {
  from: string;
  carrier: string;
  timeout: string;
  play?: string;
  name?: string;
  auto?: boolean;
  dataDir: string;
}

const EXAMPLES = `
Examples:
  $ npx parley chat 12345                              type what you would text; /help tells the rest
  $ printf 'JOIN\\nYES\\n/trace\\n' | npx parley chat 12345 --from +14155550102
  $ npx parley chat 12345 --play test/conversations/example/discount-join-stop.yaml          a step on Enter
  $ npx parley chat 12345 --play test/conversations/example/discount-join-stop.yaml --auto
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
    .option('--play <file>', 'play golden conversations instead, by phones that nobody has met yet')
    .option('--name <words>', 'with --play: only conversations whose name holds them')
    .option('--auto', 'with --play: go on by itself')
    .option('--data-dir <folder>', 'where the running platform keeps its data', context.dataDir)
    .addHelpText('after', EXAMPLES)
    .action(async (sender: string, { from, carrier, timeout, play, name, auto, dataDir }: Options) => {
      const at = { ...context, dataDir: resolve(dataDir) };
      if (play !== undefined) {
        const { playFile } = await import('../phone/play-file.js');
        process.exitCode = await playFile({ context: at, sender, file: play, name, auto: auto ?? false });
        return;
      }
      const { chat } = await import('../phone/chat.js');
      process.exitCode = await chat({
        context: at,
        sender,
        from,
        carrier,
        patienceMs: Number(timeout) * 1_000,
      });
    });
}
