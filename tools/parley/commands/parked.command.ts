import { resolve } from 'node:path';
import type { Command } from 'commander';
import { failure } from '../parley.error.js';
import type { CommandContext } from './command-context.js';

interface Options {
  consumer?: string;
  json?: boolean;
  dataDir: string;
}

const MOST = 1000;

const EXAMPLES = `
Examples:
  $ npx parley parked list
  $ npx parley parked release +14155550101
`;

export function parkedCommand(program: Command, context: CommandContext): void {
  const parked = program
    .command('parked')
    .description('conversations that wait because one of their events could not be decided')
    .addHelpText('after', EXAMPLES);
  parked
    .command('list')
    .description('who waits, where, since when and why')
    .option('--json', 'print one JSON array')
    .option('--data-dir <folder>', 'where the running platform keeps its data', context.dataDir)
    .addHelpText('after', EXAMPLES)
    .action((options: Options) => list(context, options));
  parked
    .command('release')
    .description("have a person's events taken again, in their order, once the cause is mended")
    .argument('<number>', "the person's number")
    .option('--consumer <name>', 'only what this consumer parked')
    .option('--data-dir <folder>', 'where the running platform keeps its data', context.dataDir)
    .addHelpText('after', EXAMPLES)
    .action((number: string, options: Options) => release(context, number, options));
}

async function list({ terminal, environment }: CommandContext, { json, dataDir }: Options): Promise<void> {
  const { RunningPlatform } = await import('../platform/running-platform.js');
  const { databaseUrl } = await RunningPlatform.find(resolve(dataDir), environment);
  const { onHouseDatabase } = await import('../platform/house-database.js');
  const { ParkedConversations } = await import('@parley/messaging');
  const conversations = await onHouseDatabase(databaseUrl, (database) =>
    new ParkedConversations(database).list(MOST),
  );
  if (json) return terminal.print(JSON.stringify(conversations, null, 2));
  if (conversations.length === 0) return terminal.print('Nothing is parked.');
  for (const { consumer, subscriber, events, reason, since, released } of conversations) {
    const state = released ? terminal.colors.green('released') : terminal.colors.yellow(reason);
    terminal.print(
      `${subscriber.padEnd(17)} ${consumer.padEnd(16)} ${String(events).padStart(4)} events since ${since}  ${state}`,
    );
  }
}

async function release(
  context: CommandContext,
  number: string,
  { consumer, dataDir }: Options,
): Promise<void> {
  const { RunningPlatform } = await import('../platform/running-platform.js');
  const { databaseUrl } = await RunningPlatform.find(resolve(dataDir), context.environment);
  const { e164Of } = await import('../phone/number.js');
  const { onHouseDatabase } = await import('../platform/house-database.js');
  const { ParkedConversations } = await import('@parley/messaging');
  const subscriber = e164Of(number);
  const events = await onHouseDatabase(databaseUrl, (database) =>
    new ParkedConversations(database).release(subscriber, consumer),
  );
  if (events === 0) throw failure.nothingParked(subscriber);
  context.terminal.print(
    `${events} events of ${subscriber} are released; they are taken again within seconds.`,
  );
}
