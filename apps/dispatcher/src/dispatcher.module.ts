import { Module, type DynamicModule } from '@nestjs/common';
import { MessagingModule } from '@parley/messaging';
import { forgetting, PersistenceModule } from '@parley/persistence';
import { CampaignsStore } from './campaigns.store.js';
import { PgCampaignsStore } from './campaigns.store.pg.js';
import { kafkaAccessOf } from '@parley/platform';
import { HouseSeal } from '@parley/vault';
import { AdoptReceiptsService } from './adopt-receipts.service.js';
import { CarrierChoice } from './carrier-choice.js';
import { CarrierMessagesStore } from './carrier-messages.store.js';
import { PgCarrierMessagesStore } from './carrier-messages.store.pg.js';
import { CarrierSenders } from './carrier-senders.js';
import { DISPATCHER_ENVIRONMENT, type DispatcherEnvironment } from './dispatcher.config.js';
import { ErasePersonHandler } from './erase-person.handler.js';
import { ErasureStore } from './erasure.store.js';
import { PgErasureStore } from './erasure.store.pg.js';
import { ExpandCampaignsService } from './expand-campaigns.service.js';
import { HoldsStore } from './holds.store.js';
import { PgHoldsStore } from './holds.store.pg.js';
import { Instance } from './instance.js';
import { MtClaimsStore } from './mt-claims.store.js';
import { PgMtClaimsStore } from './mt-claims.store.pg.js';
import { MtChoresService } from './mt-chores.service.js';
import { MtIntakeStore } from './mt-intake.store.js';
import { PgMtIntakeStore } from './mt-intake.store.pg.js';
import { MtWords } from './mt-words.js';
import { MoveTextsService } from './move-texts.service.js';
import { MtLimitsStore } from './mt-limits.store.js';
import { PgMtLimitsStore } from './mt-limits.store.pg.js';
import { NoteConsentHandler } from './note-consent.handler.js';
import { NoteNumberHandler } from './note-number.handler.js';
import { NoteTimeZoneHandler } from './note-time-zone.handler.js';
import { OrdersStore } from './orders.store.js';
import { PgOrdersStore } from './orders.store.pg.js';
import { OurNumbers } from './our-numbers.js';
import { PoolPlaces } from './pool-places.js';
import { PoolStates } from './pool-states.service.js';
import { PoolsStore } from './pools.store.js';
import { PgPoolsStore } from './pools.store.pg.js';
import { QueueMtHandler } from './queue-mt.handler.js';
import { ReceiptsStore } from './receipts.store.js';
import { PgReceiptsStore } from './receipts.store.pg.js';
import { ClaimMtsService } from './claim-mts.service.js';
import { SendMtService } from './send-mt.service.js';
import { dispatcherRetention } from './retention.js';
import { SettleMtsService } from './settle-mts.service.js';
import { TakeOrdersHandler } from './take-orders.handler.js';
import { TakeReceiptHandler } from './take-receipt.handler.js';
import { UnnotedNames } from './unnoted-names.js';

/** The dispatcher: intake, consent at the moment of sending, pacing, sending, receipts. */
@Module({})
export class DispatcherModule {
  static forRoot(environment: DispatcherEnvironment): DynamicModule {
    return {
      module: DispatcherModule,
      imports: [
        PersistenceModule.forRoot({
          url: environment.DATABASE_URL,
          poolSize: environment.DATABASE_POOL_SIZE,
          applicationName: 'dispatcher',
          sealing: HouseSeal.of(environment.PARLEY_PEPPER),
        }),
        MessagingModule.forRoot({
          service: 'dispatcher',
          brokers: environment.KAFKA_BROKERS,
          access: kafkaAccessOf(environment),
          pepper: environment.PARLEY_PEPPER,
          keyring: environment,
        }),
      ],
      controllers: [
        QueueMtHandler,
        NoteConsentHandler,
        TakeReceiptHandler,
        TakeOrdersHandler,
        NoteTimeZoneHandler,
        NoteNumberHandler,
        ErasePersonHandler,
      ],
      providers: [
        { provide: DISPATCHER_ENVIRONMENT, useValue: environment },
        { provide: MtIntakeStore, useClass: PgMtIntakeStore },
        { provide: MtLimitsStore, useClass: PgMtLimitsStore },
        { provide: MtClaimsStore, useClass: PgMtClaimsStore },
        { provide: CarrierMessagesStore, useClass: PgCarrierMessagesStore },
        { provide: ReceiptsStore, useClass: PgReceiptsStore },
        { provide: CampaignsStore, useClass: PgCampaignsStore },
        { provide: HoldsStore, useClass: PgHoldsStore },
        { provide: OrdersStore, useClass: PgOrdersStore },
        { provide: PoolsStore, useClass: PgPoolsStore },
        { provide: ErasureStore, useClass: PgErasureStore },
        Instance,
        MtWords,
        UnnotedNames,
        OurNumbers,
        PoolStates,
        PoolPlaces,
        CarrierSenders,
        CarrierChoice,
        SettleMtsService,
        SendMtService,
        ClaimMtsService,
        AdoptReceiptsService,
        MtChoresService,
        ExpandCampaignsService,
        MoveTextsService,
        ...forgetting(dispatcherRetention(environment)),
      ],
    };
  }
}
