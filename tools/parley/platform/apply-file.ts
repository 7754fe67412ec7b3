import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import {
  applyParleyFile,
  KafkaConfigPort,
  printPlan,
  readVersions,
  standsAbove,
  type Applied,
  type ApplyOptions,
} from '@parley/config';
import type { ConfigApplied } from '@parley/contracts';
import { failure } from '../parley.error.js';
import type { KafkaClient } from './kafka.js';

/**
 * Makes the configuration what the file says, on this Kafka.
 *
 * @throws ParleyError FILE_MISSING; ParleyFileError with every problem of the file
 */
export async function applyFile(kafka: KafkaClient, file: string, options?: ApplyOptions): Promise<Applied> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? failure.fileMissing(file) : error;
  });
  return applyParleyFile(text, basename(file), new KafkaConfigPort(kafka), options);
}

/** What stands above a file that was applied before and is as it was: starting again must not take it back. */
export async function publishedSince(kafka: KafkaClient, file: string): Promise<ConfigApplied | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  return standsAbove(await readVersions(kafka), { file: basename(file), text });
}

/** What changed, or would have, for a terminal. */
export function printChanges({ changes }: Applied, color: boolean): string {
  return printPlan(changes, { color });
}
