import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import {
  ConversationIds,
  DeadLetterShelf,
  EventPublisher,
  LetterDesk,
  letterId,
  Redrives,
  type RedriveOutcome,
  type ShownLetter,
} from '@parley/messaging';
import type { CommandContext } from '../commands/command-context.js';
import { failure } from '../parley.error.js';
import { onHouseDatabase } from '../platform/house-database.js';
import { kafkaClient } from '../platform/kafka.js';
import { RunningPlatform } from '../platform/running-platform.js';

export interface LetterOptions {
  readonly json?: boolean;
  readonly dataDir: string;
}

export interface RedriveOptions extends LetterOptions {
  readonly topic?: string;
  readonly reason?: string;
  readonly value?: string;
  readonly yes?: boolean;
  readonly by?: string;
}

/** `parley dlq list [topic]` */
export async function listLetters(
  context: CommandContext,
  topic: string | undefined,
  options: LetterOptions,
): Promise<void> {
  const letters = await atDesk(context, options, (desk) => lettersOf(desk, { topic }));
  const { terminal } = context;
  // Not the bytes: they hold numbers and texts.
  const told = letters.map((letter) => ({
    ...{
      id: letterId(letter),
      deadLetterTopic: letter.deadLetterTopic,
      deadLetterOffset: letter.deadLetterOffset,
    },
    ...{ reason: letter.reason, detail: letter.detail, topic: letter.topic, partition: letter.partition },
    ...{ offset: letter.offset, group: letter.group, at: letter.at, redriven: letter.redriven },
  }));
  if (options.json) return terminal.print(JSON.stringify(told, null, 2));
  if (told.length === 0) return terminal.print('There are no dead letters.');
  for (const { id, reason, detail, topic: origin, partition, offset, at, redriven } of told) {
    const again = redriven ? terminal.colors.green(`  redriven by ${redriven.by}`) : '';
    terminal.print(`${at}  ${terminal.colors.yellow(reason)}  ${origin}/${partition}@${offset}${again}`);
    terminal.print(`    ${terminal.colors.dim(detail)}`);
    terminal.print(`    ${terminal.colors.dim(id)}`);
  }
}

/** `parley dlq redrive [ids…]`: tells what would become of them, and does it with --yes. */
export async function redriveLetters(
  context: CommandContext,
  ids: readonly string[],
  options: RedriveOptions,
): Promise<void> {
  const { topic, reason, yes = false, by = userInfo().username } = options;
  if (ids.length === 0 && topic === undefined && reason === undefined)
    throw failure.usage('Name dead letters as parley dlq list prints them, or say --topic or --reason.');
  if (options.value !== undefined && ids.length !== 1)
    throw failure.usage('--value is the new value of one dead letter; name that one.');
  const value = options.value === undefined ? undefined : readFileSync(resolve(options.value), 'utf8');
  const outcomes = await atDesk(context, options, async (desk) => {
    const wanted =
      ids.length > 0
        ? ids.map((id) => ({ id, value }))
        : (await lettersOf(desk, { topic, reason }))
            .filter(({ redriven }) => redriven === undefined)
            .map((letter) => ({ id: letterId(letter) }));
    return yes ? desk.redrive(wanted, { by, source: 'parley-cli' }) : desk.tryOut(wanted, 'parley-cli');
  });
  tell(context, outcomes, yes, options.json ?? false);
}

function tell(
  { terminal }: CommandContext,
  outcomes: readonly RedriveOutcome[],
  done: boolean,
  json: boolean,
): void {
  // Nor the records.
  const told = outcomes.map((outcome) =>
    outcome.ok
      ? {
          id: outcome.id,
          origin: outcome.origin,
          ok: true,
          changed: outcome.changed,
          readers: outcome.readers,
        }
      : outcome,
  );
  if (json) return terminal.print(JSON.stringify(told, null, 2));
  for (const outcome of outcomes) {
    if (outcome.ok) {
      const anew = outcome.changed.length > 0 ? `, with another ${outcome.changed.join(', ')}` : '';
      terminal.print(
        `${terminal.colors.green('ok')}  ${outcome.origin} for ${outcome.readers.join(', ')}${anew}`,
      );
    } else {
      terminal.print(`${terminal.colors.yellow(outcome.code)}  ${outcome.origin || outcome.id}`);
      terminal.print(`    ${terminal.colors.dim(outcome.message)}`);
    }
  }
  const taken = outcomes.filter(({ ok }) => ok).length;
  const of = `${taken} of ${outcomes.length}`;
  terminal.print(
    done ? `${of} are on their topics again.` : `${of} would be taken now. Nothing was published: add --yes.`,
  );
}

async function lettersOf(
  desk: LetterDesk,
  { topic, reason }: { topic?: string | undefined; reason?: string | undefined },
): Promise<ShownLetter[]> {
  const { letters } = await desk.letters();
  return letters.filter(
    (letter) =>
      (topic === undefined || letter.deadLetterTopic.startsWith(`${topic}.`)) &&
      (reason === undefined || letter.reason === reason),
  );
}

async function atDesk<T>(
  { environment }: CommandContext,
  { dataDir }: LetterOptions,
  work: (desk: LetterDesk) => Promise<T>,
): Promise<T> {
  const platform = await RunningPlatform.find(resolve(dataDir), environment);
  const kafka = kafkaClient(platform.kafkaBrokers);
  const publisher = new EventPublisher(kafka);
  await publisher.connect();
  try {
    return await onHouseDatabase(platform, (database) => {
      const conversations = new ConversationIds(platform.pepper);
      const shelf = new DeadLetterShelf(kafka);
      return work(new LetterDesk(shelf, new Redrives(database), publisher, conversations, () => Date.now()));
    });
  } finally {
    await publisher.close();
  }
}
