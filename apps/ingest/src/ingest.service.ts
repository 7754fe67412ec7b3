import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Database, SpanStore } from '@parley/persistence';
import { SpanStoreExporter, type ServiceDefinition } from '@parley/platform';
import { CarrierReceivers, receiversReadiness } from './carrier-receivers.js';
import { durabilityReadiness } from './durability.readiness.js';
import { DurablePublisher } from './durable-publisher.js';
import type { IngestEnvironment } from './ingest.config.js';
import { INGEST_KAFKA, IngestModule } from './ingest.module.js';
import { limitAddresses } from './limit-addresses.js';
import { SpoolStore } from './spool.store.js';

/** Ingest as a service: what main.ts runs. */
export function ingestService(environment: IngestEnvironment): ServiceDefinition<IngestEnvironment> {
  let spans: SpanStore | undefined;
  return {
    name: 'ingest',
    environment,
    trustedProxies: environment.INGEST_TRUSTED_PROXIES,
    module: IngestModule.forRoot(environment),
    spanStore: environment.PARLEY_SPAN_STORE === 'postgres' ? new SpanStoreExporter(() => spans) : undefined,
    prepare: (app) => {
      spans = new SpanStore(app.get(Database));
      keepRawBodies(app);
      limitAddresses(app);
      if (environment.INGEST_DOCS) serveDocs(app);
    },
    readiness: (app) => [
      durabilityReadiness(app.get(DurablePublisher), app.get(SpoolStore), app.get(INGEST_KAFKA)),
      receiversReadiness(app.get(CarrierReceivers)),
    ],
  };
}

/** Bodies stay the bytes that came: signatures are computed over them. */
export function keepRawBodies(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
}

function serveDocs(app: NestFastifyApplication): void {
  const document = new DocumentBuilder()
    .setTitle('Parley ingest')
    .setDescription("Carriers' webhooks: texts and receipts, made durable before they are answered.")
    .setVersion('1')
    .build();
  SwaggerModule.setup('docs', app, () => SwaggerModule.createDocument(app, document));
}
