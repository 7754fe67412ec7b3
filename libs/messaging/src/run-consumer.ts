import type { DynamicModule } from '@nestjs/common';
import { Database, SpanStore } from '@parley/persistence';
import {
  runService,
  SpanStoreExporter,
  type ServiceDefinition,
  type ServiceEnvironment,
} from '@parley/platform';
import { transportReadiness } from './messaging.module.js';
import { KafkaTransport } from './transport/kafka.transport.js';

/**
 * Runs a service that consumes events: Nest with the Kafka transport, probes, and the built-in span store
 * where the environment asks for it.
 */
export async function runConsumer<E extends ServiceEnvironment>(
  name: string,
  environment: E,
  module: DynamicModule,
  more: Pick<ServiceDefinition<E>, 'prepare' | 'takesVouchers'> = {},
): Promise<void> {
  let store: SpanStore | undefined;
  await runService({
    name,
    environment,
    module,
    takesVouchers: more.takesVouchers ?? false,
    spanStore: environment.PARLEY_SPAN_STORE === 'postgres' ? new SpanStoreExporter(() => store) : undefined,
    prepare: async (app) => {
      store = new SpanStore(app.get(Database));
      app.connectMicroservice({ strategy: app.get(KafkaTransport) });
      await more.prepare?.(app);
    },
    readiness: (app) => [transportReadiness(app.get(KafkaTransport))],
  });
}
