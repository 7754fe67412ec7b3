import type { ConfigSnapshot } from '../../parley-config/config-snapshot.js';
import { KafkaConfigPort } from '../platform/kafka-config.port.js';
import { kafkaClient } from '../platform/kafka.js';

/** The pools that flows draw from. */
export function poolsOf({ flows }: Pick<ConfigSnapshot, 'flows'>): string[] {
  const steps = [...flows.values()].flatMap((flow) => flow.steps);
  const pools = steps.flatMap((step) => (step.kind === 'coupon' && step.pool ? [step.pool] : []));
  return [...new Set(pools)].sort();
}

/** Those of the configuration that was applied. Throws what Kafka says. */
export async function appliedPools(kafkaBrokers: readonly string[]): Promise<string[]> {
  return poolsOf(await new KafkaConfigPort(kafkaClient(kafkaBrokers)).current());
}
