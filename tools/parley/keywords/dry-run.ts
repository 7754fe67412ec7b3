import { dictionariesOf, KafkaConfigPort, Replay, replayTexts } from '@parley/config';
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
  let tally: Tally | undefined;
  const { unreadable, ...result } = await replayTexts(kafka, replay, {
    sinceMs,
    progress: ({ read, of }) =>
      read === 0 ? (tally = new Tally(terminal, 'texts read', of)) : tally?.count(),
  });
  tally?.end();
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
