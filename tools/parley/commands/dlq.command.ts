import type { Command } from 'commander';
import type { LetterOptions, RedriveOptions } from '../dlq/letters.commands.js';
import type { CommandContext } from './command-context.js';

const EXAMPLES = `
Examples:
  $ npx parley dlq list
  $ npx parley dlq list parley.mt.requested.v1 --json
  $ npx parley dlq redrive --topic parley.mt.requested.v1          what would become of them
  $ npx parley dlq redrive --reason UNSUPPORTED_VERSION --yes
  $ npx parley dlq redrive parley.mt.requested.v1.dispatcher.dlq@12 --value mended.json --yes
`;

export function dlqCommand(program: Command, context: CommandContext): void {
  const dlq = program
    .command('dlq')
    .description('dead letters: records that no consumer could take')
    .addHelpText('after', EXAMPLES);
  const add = (name: string, description: string): Command =>
    dlq
      .command(name)
      .description(description)
      .option('--json', 'print one JSON array')
      .option('--data-dir <folder>', 'where the running platform keeps its data', context.dataDir)
      .addHelpText('after', EXAMPLES);
  add('list', 'each with its reason and where it lay; texts and numbers are not shown')
    .argument('[topic]', 'only those of this topic')
    .action(async (topic: string | undefined, options: LetterOptions) => {
      const { listLetters } = await import('../dlq/letters.commands.js');
      await listLetters(context, topic, options);
    });
  add(
    'redrive',
    'publish them to their topics again; tells what would become of them, and does it with --yes',
  )
    .argument('[ids...]', 'as list prints them')
    .option('--topic <topic>', 'all of this topic that were not redriven yet')
    .option('--reason <reason>', 'of those, or of all, the ones with this reason')
    .option('--value <file>', 'for one of them: its new value, JSON')
    .option('--by <name>', 'who does it; the user of this machine when absent')
    .option('--yes', 'do it')
    .action(async (ids: string[], options: RedriveOptions) => {
      const { redriveLetters } = await import('../dlq/letters.commands.js');
      await redriveLetters(context, ids, options);
    });
}
