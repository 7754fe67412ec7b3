import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { CommandContext } from './command-context.js';

const EXAMPLES = `
Examples:
  $ npx parley dlq list
  $ npx parley dlq list parley.mt.requested.v1 --json
`;

export function dlqCommand(program: Command, context: CommandContext): void {
  program
    .command('dlq')
    .description('dead letters: records that no consumer could take')
    .addHelpText('after', EXAMPLES)
    .command('list')
    .description('each with its reason and where it lay; texts and numbers are not shown')
    .argument('[topic]', 'only those of this topic')
    .option('--json', 'print one JSON array')
    .option('--data-dir <folder>', 'where the running platform keeps its data', context.dataDir)
    .addHelpText('after', EXAMPLES)
    .action(async (topic: string | undefined, { json, dataDir }: { json?: boolean; dataDir: string }) => {
      const { terminal, environment } = context;
      const { RunningPlatform } = await import('../platform/running-platform.js');
      const { kafkaBrokers } = await RunningPlatform.find(resolve(dataDir), environment);
      const { kafkaClient } = await import('../platform/kafka.js');
      const { readDeadLetters } = await import('../dlq/read-dead-letters.js');
      const letters = await readDeadLetters(kafkaClient(kafkaBrokers), topic);
      if (json) return terminal.print(JSON.stringify(letters, null, 2));
      if (letters.length === 0) return terminal.print('There are no dead letters.');
      for (const { reason, detail, topic: origin, partition, offset, group, at } of letters) {
        terminal.print(
          `${at}  ${terminal.colors.yellow(reason)}  ${origin}/${partition}@${offset}  ${group}`,
        );
        terminal.print(`    ${terminal.colors.dim(detail)}`);
      }
    });
}
