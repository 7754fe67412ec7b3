import { resolve } from 'node:path';
import type { Command } from 'commander';
import { failure } from '../parley.error.js';
import type { CommandContext } from './command-context.js';

interface Options {
  partitions?: string;
  replicationFactor?: string;
  json?: boolean;
  dataDir: string;
}

const EXAMPLES = `
Examples:
  $ npx parley topics create
  $ KAFKA_BROKERS=kafka:9092 npx parley topics create --partitions 12 --replication-factor 3
`;

export function topicsCommand(program: Command, context: CommandContext): void {
  program
    .command('topics')
    .description("the platform's topics on Kafka")
    .addHelpText('after', EXAMPLES)
    .command('create')
    .description('create the topics that are missing and leave the others alone')
    .option('--partitions <n>', 'of each topic keyed by subscriber; PARLEY_PARTITIONS or 4 when absent')
    .option('--replication-factor <n>', 'up to three, as many as there are brokers, when absent')
    .option('--json', 'print one JSON array of the topics created')
    .option('--data-dir <folder>', 'where the running platform keeps its data', context.dataDir)
    .addHelpText('after', EXAMPLES)
    .action(async (options: Options) => {
      const { terminal, environment } = context;
      const { RunningPlatform } = await import('../platform/running-platform.js');
      const { kafkaBrokers } = await RunningPlatform.find(resolve(options.dataDir), environment);
      const { createMissingTopics, kafkaClient } = await import('../platform/kafka.js');
      const created = await createMissingTopics(kafkaClient(kafkaBrokers), environment, {
        partitions: wholeNumber('--partitions', options.partitions),
        replicationFactor: wholeNumber('--replication-factor', options.replicationFactor),
      });
      if (options.json) return terminal.print(JSON.stringify(created, null, 2));
      for (const topic of created) terminal.print(`${terminal.colors.green('+')} ${topic}`);
      terminal.print(created.length === 0 ? 'All topics are there.' : `${created.length} topics created.`);
    });
}

function wholeNumber(option: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (Number.isInteger(number) && number > 0) return number;
  throw failure.usage(`${option} takes a whole number above 0, not "${value}".`);
}
