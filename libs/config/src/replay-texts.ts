import { moReceived, type MoReceived } from '@parley/contracts';
import { readRecords, stretchesOf, type KafkaClient } from '@parley/messaging';
import type { Replay, ReplayResult } from './replay.js';

/** How far a replay has come: records, of how many. */
export interface ReplayProgress {
  readonly read: number;
  readonly of: number;
}

export interface ReplayedTexts extends ReplayResult {
  /** Records that could not be read and are left out. */
  readonly unreadable: number;
}

export interface ReplayOptions {
  /** From then on, ms since the epoch. */
  readonly sinceMs: number;
  /** Told once before the first record, and after each. */
  readonly progress: (progress: ReplayProgress) => void;
  /** Ends it: what was replayed until then is the result. */
  readonly signal?: AbortSignal | undefined;
}

/** Plays the texts that Kafka still has. */
export async function replayTexts(
  kafka: KafkaClient,
  replay: Replay,
  { sinceMs, progress, signal }: ReplayOptions,
): Promise<ReplayedTexts> {
  const stretches = await stretchesOf(kafka, moReceived.topic, sinceMs);
  const of = stretches.reduce((sum, { from, to }) => sum + Number(to - from), 0);
  let read = 0;
  let unreadable = 0;
  progress({ read, of });
  const take = ({ value }: { readonly value: Buffer | null }): void => {
    read += 1;
    const mo = textOf(value);
    if (mo === undefined) unreadable += 1;
    else replay.take(mo);
    progress({ read, of });
  };
  await readRecords(kafka, stretches, take, signal);
  return { unreadable, ...replay.result() };
}

function textOf(value: Buffer | null): Pick<MoReceived, 'subscriber' | 'sender' | 'text'> | undefined {
  try {
    const parsed = moReceived.schema.safeParse(JSON.parse(value?.toString() ?? ''));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
