import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import type { CommandContext } from './command-context.js';

interface Options {
  from: string;
  carrier: string;
  timeout: string;
  dataDir: string;
  json?: boolean;
}

const EXAMPLES = `
Examples:
  $ npx parley text 12345 DISCOUNT --from +14155550101
  $ npx parley text 12345 sweater club --from +14155550101 --json
`;

export function textCommand(program: Command, context: CommandContext): void {
  program
    .command('text')
    .description('play a phone: text a sender, print the reply, how long it took, and the trace')
    .argument('<sender>', 'our number, as in parley.yaml')
    .argument('<text...>', 'what the person writes')
    .requiredOption('--from <number>', "the person's number")
    .addOption(
      new Option('--carrier <id>', 'by which carrier it comes')
        .choices(['simulator', 'twilio', 'smpp'])
        .default('simulator'),
    )
    .option('--timeout <seconds>', 'how long to wait for a reply', '10')
    .option('--json', 'print one JSON object')
    .option('--data-dir <folder>', 'where the running platform keeps its data', context.dataDir)
    .addHelpText('after', EXAMPLES)
    .action(async (sender: string, words: string[], options: Options) => {
      const { text } = await import('../phone/text.js');
      process.exitCode = await text({
        context: { ...context, dataDir: resolve(options.dataDir) },
        sender,
        text: words.join(' '),
        from: options.from,
        carrier: options.carrier,
        timeoutMs: Number(options.timeout) * 1_000,
        json: options.json ?? false,
      });
    });
}
