import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { CommandContext } from './command-context.js';

interface Options {
  dataDir: string;
  sender?: string;
  from?: string;
  turn?: boolean;
  json?: boolean;
}

const EXAMPLES = `
Examples:
  $ npx parley trace +14155550101                       a person's conversations, all senders
  $ npx parley trace 1ffe18098d905a22fd7da5c653d5c4b3   a conversation or a trace
  $ npx parley trace e598ddff-d013-5efb-b4e9-811bca6e51b1   a message, and all its conversation
  $ npx parley trace +14155550101 --from http://jaeger:16686
`;

export function traceCommand(program: Command, context: CommandContext): void {
  program
    .command('trace')
    .description('print the turns of a conversation as trees, oldest first')
    .argument('<id>', "a trace id, a conversation id, a message id, or the person's number with its +")
    .option('--sender <sender>', 'with a number: only the conversation with this sender')
    .option('--from <url>', "ask Jaeger's or Tempo's HTTP API instead of the built-in span store")
    .option('--turn', 'only the turn that a trace or message id names')
    .option('--json', 'print the spans as one JSON array')
    .option('--data-dir <folder>', 'where the running platform keeps its data', context.dataDir)
    .addHelpText('after', EXAMPLES)
    .action(async (id: string, options: Options) => {
      const { showTrace } = await import('../traces/show-trace.js');
      await showTrace({
        context: { ...context, dataDir: resolve(options.dataDir) },
        id,
        sender: options.sender,
        from: options.from,
        turn: options.turn ?? false,
        json: options.json ?? false,
      });
    });
}
