import { basename, resolve } from 'node:path';
import { KafkaConfigPort, type ConfigSnapshot } from '@parley/config';
import type { CommandContext } from '../commands/command-context.js';
import { proposedConfig } from './proposed.js';

/** A configuration, and what its entries are called where they have no revision of their own. */
export interface NamedConfig {
  readonly config: ConfigSnapshot;
  readonly revision: string;
}

/**
 * What the file says, with nothing running; or, without one, what is published on the running platform.
 *
 * @throws ParleyError FILE_MISSING, NOT_RUNNING; ParleyFileError with every problem of the file
 */
export async function configOf(
  context: CommandContext,
  dataDir: string,
  file: string | undefined,
): Promise<NamedConfig> {
  if (file !== undefined) return { config: await proposedConfig(resolve(file)), revision: basename(file) };
  const { RunningPlatform } = await import('../platform/running-platform.js');
  const { kafkaBrokers } = await RunningPlatform.find(dataDir, context.environment);
  const { kafkaClient } = await import('../platform/kafka.js');
  return { config: await new KafkaConfigPort(kafkaClient(kafkaBrokers)).current(), revision: 'published' };
}
