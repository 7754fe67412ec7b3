import { poolsOf } from '../../parley-config/coupon-pools.js';
import { KafkaConfigPort } from '../platform/kafka-config.port.js';
import { kafkaClient } from '../platform/kafka.js';

/** The pools that flows of the applied configuration draw from. Throws what Kafka says. */
export async function appliedPools(kafkaBrokers: readonly string[]): Promise<string[]> {
  return poolsOf(await new KafkaConfigPort(kafkaClient(kafkaBrokers)).current());
}
