import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { SenderDictionaries } from '@parley/intents';
import { ConfigDirectory, MessagingModule, RequestTraces } from '@parley/messaging';
import { forgetting, PersistenceModule } from '@parley/persistence';
import { ApiRefusalFilter, kafkaAccessOf } from '@parley/platform';
import { HouseSeal } from '@parley/vault';
import { AnnounceDueService } from './announce-due.service.js';
import { AnswerCaseHandler } from './answer-case.handler.js';
import { BeginFlowHandler } from './begin-flow.handler.js';
import { CasesController } from './cases.controller.js';
import { CasesStore } from './cases.store.js';
import { PgCasesStore } from './cases.store.pg.js';
import { ConversationStore } from './conversation.store.js';
import { PgConversationStore } from './conversation.store.pg.js';
import { CouponsStore } from './coupons.store.js';
import { PgCouponsStore } from './coupons.store.pg.js';
import { DialogueStore } from './dialogue.store.js';
import { PgDialogueStore } from './dialogue.store.pg.js';
import { DialogueTurns } from './dialogue.turns.js';
import { ErasePersonHandler } from './erase-person.handler.js';
import { ErasureStore } from './erasure.store.js';
import { PgErasureStore } from './erasure.store.pg.js';
import { FollowConsentHandler } from './follow-consent.handler.js';
import { FollowPreferenceHandler } from './follow-preference.handler.js';
import type { KeywordRouterEnvironment } from './keyword-router.config.js';
import { ResolveIntentHandler } from './resolve-intent.handler.js';
import { routerRetention } from './retention.js';
import { RouterEvents } from './router-events.js';
import { TakeDueHandler } from './take-due.handler.js';
import { Templates } from './templates.js';

/** What a text means, and what is said next: keywords, flows, cases, and the conversation's state. */
@Module({
  controllers: [
    ResolveIntentHandler,
    BeginFlowHandler,
    TakeDueHandler,
    FollowConsentHandler,
    FollowPreferenceHandler,
    AnswerCaseHandler,
    ErasePersonHandler,
    CasesController,
  ],
  providers: [
    { provide: APP_FILTER, useClass: ApiRefusalFilter },
    { provide: ConversationStore, useClass: PgConversationStore },
    { provide: DialogueStore, useClass: PgDialogueStore },
    { provide: CouponsStore, useClass: PgCouponsStore },
    { provide: CasesStore, useClass: PgCasesStore },
    { provide: ErasureStore, useClass: PgErasureStore },
    Templates,
    DialogueTurns,
    RouterEvents,
    AnnounceDueService,
    {
      provide: SenderDictionaries,
      inject: [ConfigDirectory],
      useFactory: (directory: ConfigDirectory) => new SenderDictionaries(directory),
    },
  ],
})
export class KeywordRouterModule {
  static forRoot(environment: KeywordRouterEnvironment): DynamicModule {
    const service = 'keyword-router';
    return {
      module: KeywordRouterModule,
      providers: [
        ...forgetting(routerRetention(environment)),
        { provide: RequestTraces, useValue: new RequestTraces(environment.PARLEY_TRACE_RATIO) },
      ],
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
          keyring: environment,
        }),
      ],
    };
  }
}
