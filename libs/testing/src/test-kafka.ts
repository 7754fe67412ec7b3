import { Logger } from '@nestjs/common';
import { createKafka } from '@parley/messaging';
import { testInfrastructure } from './test-infrastructure.js';

export type TestKafka = ReturnType<typeof createKafka>;

/** A client of the run's Kafka. Its topics are shared by all specs: use subscribers that no other spec uses. */
export function testKafka(): TestKafka {
  // What kafkajs warns about (a group that rebalances, say) is no part of a spec's output.
  Logger.overrideLogger(false);
  return createKafka({ brokers: [...testInfrastructure().kafkaBrokers], clientId: 'parley-spec' });
}
