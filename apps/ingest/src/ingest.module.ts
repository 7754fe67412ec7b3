import { randomUUID } from 'node:crypto';
import { Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { createKafka, EventPublisher, MessagingModule } from '@parley/messaging';
import { PersistenceModule } from '@parley/persistence';
import { AccountLimits } from './account-limits.js';
import { AddressLimits } from './address-limits.js';
import { CarrierDocuments } from './carrier-documents.js';
import { kafkaAccessOf } from '@parley/platform';
import { HouseSeal } from '@parley/vault';
import { CarriersController } from './carriers.controller.js';
import { DurablePublisher } from './durable-publisher.js';
import { EventSeal } from './event-seal.js';
import type { IngestEnvironment } from './ingest.config.js';
import { IngestMetrics } from './ingest.metrics.js';
import { IngestSettings } from './ingest.settings.js';
import { JoinParts } from './join-parts.js';
import { PartsStore } from './parts.store.js';
import { PgPartsStore } from './parts.store.pg.js';
import { CarrierReceivers, RECEIVER_ACCOUNTS } from './carrier-receivers.js';
import { RefusalFilter } from './refusal.filter.js';
import { RefusalLog } from './refusal-log.js';
import { RelaySpool } from './relay-spool.service.js';
import { SpoolStore } from './spool.store.js';
import { PgSpoolStore } from './spool.store.pg.js';
import { SweepParts } from './sweep-parts.service.js';
import { WebhookIntake } from './webhook-intake.js';

const SERVICE = 'ingest';
/** Short, as a carrier waits: after this the spool takes over, and the relay is the one that tries again. */
const FEW_RETRIES = { retries: 1, initialRetryTime: 50, maxRetryTime: 500 };

/** Ingest's own way to Kafka; the publisher of the loop is more patient than a carrier. */
export const INGEST_KAFKA = Symbol('ingest kafka');

/** Composition root: carriers' webhooks in; mo.received and receipt.received out, durable. */
@Module({
  controllers: [CarriersController],
  providers: [
    WebhookIntake,
    EventSeal,
    JoinParts,
    SweepParts,
    CarrierReceivers,
    IngestMetrics,
    RefusalLog,
    { provide: CarrierDocuments, useFactory: () => new CarrierDocuments() },
    {
      provide: AddressLimits,
      inject: [IngestSettings, RefusalLog],
      useFactory: (settings: IngestSettings, log: RefusalLog) => new AddressLimits(settings, log),
    },
    {
      provide: AccountLimits,
      inject: [IngestSettings, RefusalLog],
      useFactory: (settings: IngestSettings, log: RefusalLog) => new AccountLimits(settings, log),
    },
    { provide: APP_FILTER, useClass: RefusalFilter },
    { provide: SpoolStore, useClass: PgSpoolStore },
    { provide: PartsStore, useClass: PgPartsStore },
  ],
})
export class IngestModule implements OnApplicationShutdown {
  constructor(@Inject(INGEST_KAFKA) private readonly kafka: EventPublisher) {}

  static forRoot(environment: IngestEnvironment): DynamicModule {
    const replica = environment.PARLEY_INSTANCE ?? randomUUID();
    const brokers = environment.KAFKA_BROKERS;
    const access = kafkaAccessOf(environment);
    const limits = {
      lingerMs: environment.INGEST_LINGER_MS,
      kafkaMs: environment.INGEST_KAFKA_TIMEOUT_MS,
      spoolMs: environment.INGEST_SPOOL_TIMEOUT_MS,
    };
    return {
      module: IngestModule,
      imports: [
        PersistenceModule.forRoot({
          url: environment.DATABASE_URL,
          poolSize: environment.DATABASE_POOL_SIZE,
          applicationName: SERVICE,
          sealing: HouseSeal.of(environment.PARLEY_PEPPER),
        }),
        MessagingModule.forRoot({ service: SERVICE, brokers, access, pepper: environment.PARLEY_PEPPER }),
      ],
      providers: [
        { provide: RECEIVER_ACCOUNTS, useValue: environment.INGEST_RECEIVERS },
        { provide: IngestSettings, useValue: new IngestSettings(environment) },
        {
          provide: INGEST_KAFKA,
          useFactory: async () => {
            const kafka = createKafka({ brokers, access, clientId: SERVICE });
            const publisher = new EventPublisher(kafka, FEW_RETRIES);
            await publisher.connect();
            return publisher;
          },
        },
        {
          provide: DurablePublisher,
          inject: [INGEST_KAFKA, SpoolStore, IngestMetrics],
          useFactory: async (kafka: EventPublisher, spool: SpoolStore, metrics: IngestMetrics) =>
            new DurablePublisher(kafka, spool, limits, metrics, await spool.newest()),
        },
        {
          provide: RelaySpool,
          inject: [SpoolStore, INGEST_KAFKA, DurablePublisher, IngestMetrics],
          useFactory: (
            spool: SpoolStore,
            kafka: EventPublisher,
            publisher: DurablePublisher,
            metrics: IngestMetrics,
          ) => new RelaySpool(spool, kafka, publisher, replica, metrics),
        },
      ],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.kafka.close();
  }
}
