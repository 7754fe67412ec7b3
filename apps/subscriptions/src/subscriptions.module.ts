import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { MessagingModule, RequestTraces } from '@parley/messaging';
import { Database, forgetting, PersistenceModule } from '@parley/persistence';
import { ApiRefusalFilter, kafkaAccessOf } from '@parley/platform';
import { HouseSeal, DataKeys, wrapperOf } from '@parley/vault';
import { ConsentContexts } from './consent.contexts.js';
import { ConsentStore } from './consent.store.js';
import { PgConsentStore } from './consent.store.pg.js';
import { ConsentsController } from './consents.controller.js';
import { ErasePersonHandler } from './erase-person.handler.js';
import { ErasureStore } from './erasure.store.js';
import { PgErasureStore } from './erasure.store.pg.js';
import { FallbackStore } from './fallback.store.js';
import { PgFallbackStore } from './fallback.store.pg.js';
import { PreferenceStore } from './preference.store.js';
import { PgPreferenceStore } from './preference.store.pg.js';
import { PreferencesController } from './preferences.controller.js';
import { RequestConsentHandler } from './request-consent.handler.js';
import { RequestPreferenceHandler } from './request-preference.handler.js';
import { RequestPublisher } from './request.publisher.js';
import { ResolveConsentHandler } from './resolve-consent.handler.js';
import { subscriptionsRetention } from './retention.js';
import type { SubscriptionsEnvironment } from './subscriptions.config.js';

/** Consent: the only writer of who may be texted. */
@Module({
  controllers: [
    ResolveConsentHandler,
    RequestConsentHandler,
    RequestPreferenceHandler,
    ErasePersonHandler,
    ConsentsController,
    PreferencesController,
  ],
  providers: [
    { provide: APP_FILTER, useClass: ApiRefusalFilter },
    ConsentContexts,
    RequestPublisher,
    { provide: ConsentStore, useClass: PgConsentStore },
    { provide: FallbackStore, useClass: PgFallbackStore },
    { provide: PreferenceStore, useClass: PgPreferenceStore },
    { provide: ErasureStore, useClass: PgErasureStore },
  ],
})
export class SubscriptionsModule {
  static forRoot(environment: SubscriptionsEnvironment): DynamicModule {
    const service = 'subscriptions';
    return {
      module: SubscriptionsModule,
      imports: [
        PersistenceModule.forRoot({
          url: environment.DATABASE_URL,
          poolSize: environment.DATABASE_POOL_SIZE,
          applicationName: service,
          sealing: HouseSeal.of(environment.PARLEY_PEPPER),
        }),
        MessagingModule.forRoot({
          service,
          brokers: environment.KAFKA_BROKERS,
          access: kafkaAccessOf(environment),
          pepper: environment.PARLEY_PEPPER,
        }),
      ],
      providers: [
        ...forgetting(subscriptionsRetention),
        { provide: RequestTraces, useValue: new RequestTraces(environment.PARLEY_TRACE_RATIO) },
        {
          provide: DataKeys,
          inject: [Database],
          useFactory: (database: Database) => new DataKeys(database, wrapperOf(environment)),
        },
      ],
    };
  }
}
