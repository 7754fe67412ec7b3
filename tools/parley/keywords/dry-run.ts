import { moReceived } from '@parley/contracts';
import { dictionariesOf, KafkaConfigPort, Replay } from '@parley/config';
import { readRecords, stretchesOf } from '@parley/messaging';
import type { CommandContext } from '../commands/command-context.js';
import { kafkaClient } from '../platform/kafka.js';
import { RunningPlatform } from '../platform/running-platform.js';
import { Tally } from '../terminal/tally.js';
import { masked } from './masked.js';
import { proposedConfig } from './proposed.js';
import { renderReplay } from './render-replay.js';

export interface DryRunOptions {
  readonly context: CommandContext;
  readonly dataDir: string;
  readonly file: string;
  /** ms since the epoch. */
  readonly sinceMs: number;
  readonly showNumbers: boolean;
  readonly json: boolean;
}

/**
 * Replays the texts that Kafka still has through the proposed keywords and those published now.
 *
 * @throws ParleyError FILE_MISSING, NOT_RUNNING; ParleyFileError with every problem of the file
 */
export async function dryRun({
  context,
  dataDir,
  file,
  sinceMs,
  showNumbers,
  json,
}: DryRunOptions): Promise<void> {
  const { terminal, environment } = context;
  const proposed = await proposedConfig(file);
  const { kafkaBrokers } = await RunningPlatform.find(dataDir, environment);
  const kafka = kafkaClient(kafkaBrokers);
  const current = await new KafkaConfigPort(kafka).current();
  const replay = new Replay(dictionariesOf(current, 'published'), dictionariesOf(proposed, 'proposed'));
  const stretches = await stretchesOf(kafka, moReceived.topic, sinceMs);
  const total = stretches.reduce((sum, { from, to }) => sum + Number(to - from), 0);
  const tally = new Tally(terminal, 'texts read', total);
  let unreadable = 0;
  await readRecords(kafka, stretches, ({ value }) => {
    tally.count();
    const mo = textOf(value);
    if (mo === undefined) unreadable += 1;
    else replay.take(mo);
  });
  tally.end();
  const result = replay.result();
  const since = new Date(sinceMs).toISOString();
  const number = (whole: string): string => (showNumbers ? whole : masked(whole));
  if (json) {
    const list = result.list.map((entry) => ({ ...entry, subscribers: entry.subscribers.map(number) }));
    return terminal.print(JSON.stringify({ since, unreadable, ...result, list }, null, 2));
  }
  for (const line of renderReplay(result, since, terminal.colors, number)) terminal.print(line);
  if (unreadable > 0)
    terminal.note(`${unreadable} records could not be read and are left out; see "npx parley dlq list".`);
}

function textOf(value: Buffer | null): { subscriber: string; sender: string; text: string } | undefined {
  try {
    const parsed = moReceived.schema.safeParse(JSON.parse(value?.toString() ?? ''));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
