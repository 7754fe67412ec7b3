import { consentState } from '@parley/contracts';
import { readRecords, stretchesOf } from '@parley/messaging';
import type { KafkaClient } from '../platform/kafka.js';

/** Only the version is looked at: parsing all of a snapshot takes several times as long. */
const VERSION = /"version":(\d+)/;

/**
 * By subscriber, the version of the newest consents that were ever published: each was committed before. What is
 * published meanwhile is left out, so that a ledger which is read afterwards is as new at least.
 */
export async function publishedVersions(kafka: KafkaClient): Promise<Map<string, number>> {
  const versions = new Map<string, number>();
  await readRecords(kafka, await stretchesOf(kafka, consentState.topic), ({ key, value }) => {
    if (key !== null) noteVersion(versions, key.toString(), value?.toString());
  });
  return versions;
}

/** A compacted topic: the last word about a key counts, and an empty one forgets it. */
export function noteVersion(
  versions: Map<string, number>,
  subscriber: string,
  value: string | undefined,
): void {
  if (value === undefined) versions.delete(subscriber);
  const version = Number(VERSION.exec(value ?? '')?.[1]);
  if (version > 0) versions.set(subscriber, Math.max(version, versions.get(subscriber) ?? 0));
}
