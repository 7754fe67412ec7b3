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

const ACCESS_EXAMPLES = `
Examples:
  $ npx parley topics access
  $ KAFKA_BROKERS=kafka:9092 npx parley topics access --user dispatcher --apply
`;

interface AccessOptions {
  user?: string;
  principal?: string;
  apply?: boolean;
  json?: boolean;
  dataDir: string;
}

export function topicsCommand(program: Command, context: CommandContext): void {
  const topics = program
    .command('topics')
    .description("the platform's topics on Kafka")
    .addHelpText('after', EXAMPLES);
  createCommand(topics, context);
  accessCommand(topics, context);
}

function accessCommand(topics: Command, context: CommandContext): void {
  topics
    .command('access')
    .description('show or apply the least that each service needs of a broker that authorizes')
    .option(
      '--user <name>',
      'one of ingest, keyword-router, subscriptions, dispatcher, parley-cli; all when absent',
    )
    .option('--principal <name>', 'who the broker knows the user as; User:<user> when absent')
    .option('--apply', 'add the rules to the broker, as its administrator')
    .option('--json', 'print one JSON object: rules by user')
    .option('--data-dir <folder>', 'where the running platform keeps its data', context.dataDir)
    .addHelpText('after', ACCESS_EXAMPLES)
    .action(async (options: AccessOptions) => {
      const { terminal, environment } = context;
      const access = await import('../platform/kafka-access.js');
      const wanted = access.wantedAccess(options.user, options.principal);
      if (options.apply) {
        const { RunningPlatform } = await import('../platform/running-platform.js');
        const { kafkaBrokers } = await RunningPlatform.find(resolve(options.dataDir), environment);
        const { kafkaClient } = await import('../platform/kafka.js');
        const count = await access.giveAccess(kafkaClient(kafkaBrokers), wanted);
        return terminal.print(`${count} entries are there.`);
      }
      if (options.json)
        return terminal.print(
          JSON.stringify(Object.fromEntries(wanted.map((w) => [w.user, w.rules])), null, 2),
        );
      for (const line of access.describeAccess(wanted)) terminal.print(line);
    });
}

function createCommand(topics: Command, context: CommandContext): void {
  topics
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
