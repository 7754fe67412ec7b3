import { KafkaConfigPort, poolsOf } from '@parley/config';
import { kafkaClient } from '../platform/kafka.js';

/** The pools that flows of the applied configuration draw from. Throws what Kafka says. */
export async function appliedPools(kafkaBrokers: readonly string[]): Promise<string[]> {
  return poolsOf(await new KafkaConfigPort(kafkaClient(kafkaBrokers)).current());
}
