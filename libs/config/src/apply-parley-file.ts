import { createHash } from 'node:crypto';
import { appliedEvent, configEvents, type ConfigEvent } from './config-events.js';
import type { ConfigSnapshot } from './config-snapshot.js';
import { parseParleyFile } from './parse-parley-file.js';
import { plan, type Change } from './plan.js';
import { ParleyFileError } from './problem.js';

/** Where the configuration is kept: the compacted config topics. */
export interface ConfigPort {
  /** What stands now. */
  current(): Promise<ConfigSnapshot>;
  /** Writes all of them, in this order. */
  publish(events: readonly ConfigEvent[]): Promise<void>;
}

export interface ApplyOptions {
  /** Plan only; nothing is published. */
  readonly dryRun?: boolean;
  /** Stands in every event of this application; made of the time and the text when absent. */
  readonly revision?: string;
  /** Who applies it, for the version that is kept. */
  readonly by?: string | undefined;
  /** Why, for the version that is kept. */
  readonly reason?: string | undefined;
}

export interface Applied {
  readonly changes: readonly Change[];
  readonly revision: string;
  /** False when there was nothing to change, and after a dry run. */
  readonly published: boolean;
}

/**
 * Makes the configuration what the file says. All or nothing: with any problem nothing is read or published.
 * Throws ParleyFileError with every problem of the file.
 */
export async function applyParleyFile(
  text: string,
  fileName: string,
  port: ConfigPort,
  options: ApplyOptions = {},
): Promise<Applied> {
  const parsed = parseParleyFile(text, fileName);
  if (!parsed.ok) throw new ParleyFileError(parsed.problems);
  const changes = plan(await port.current(), parsed.declared);
  const at = new Date();
  const revision = options.revision ?? revisionOf(text, at);
  const published = options.dryRun !== true && changes.length > 0;
  if (published) {
    const { by, reason } = options;
    const whole = { revision, appliedAt: at.toISOString(), file: fileName, text, by, reason };
    await port.publish([...configEvents(changes, revision), appliedEvent(changes, whole)]);
  }
  return { changes, revision, published };
}

/** Sorts by time and tells two texts apart: `2026-11-20T15:00:00.000Z-1f2a3b4c`. */
function revisionOf(text: string, at: Date): string {
  return `${at.toISOString()}-${createHash('sha256').update(text).digest('hex').slice(0, 8)}`;
}
