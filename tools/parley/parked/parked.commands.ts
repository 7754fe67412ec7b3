import { resolve } from 'node:path';
import { ParkedConversations } from '@parley/messaging';
import type { CommandContext } from '../commands/command-context.js';
import { failure } from '../parley.error.js';
import { e164Of } from '../phone/number.js';
import { onHouseDatabase } from '../platform/house-database.js';
import { RunningPlatform } from '../platform/running-platform.js';

export interface ParkedOptions {
  readonly consumer?: string;
  readonly json?: boolean;
  readonly dataDir: string;
}

const MOST = 1000;

/** `parley parked list` */
export async function listParked(
  { terminal, environment }: CommandContext,
  { json, dataDir }: ParkedOptions,
): Promise<void> {
  const platform = await RunningPlatform.find(resolve(dataDir), environment);
  const conversations = await onHouseDatabase(platform, (database) =>
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

/** `parley parked release <number>` */
export async function releaseParked(
  context: CommandContext,
  number: string,
  { consumer, dataDir }: ParkedOptions,
): Promise<void> {
  const platform = await RunningPlatform.find(resolve(dataDir), context.environment);
  const subscriber = e164Of(number);
  const events = await onHouseDatabase(platform, (database) =>
    new ParkedConversations(database).release(subscriber, consumer),
  );
  if (events === 0) throw failure.nothingParked(subscriber);
  context.terminal.print(
    `${events} events of ${subscriber} are released; they are taken again within seconds.`,
  );
}
