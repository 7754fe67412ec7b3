import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { MessagingModule } from '@parley/messaging';
import { PersistenceModule } from '@parley/persistence';
import { ApiRefusalFilter, kafkaAccessOf } from '@parley/platform';
import { ConsentsController } from './consents.controller.js';
import type { ConsoleEnvironment } from './console.config.js';
import { ConversationView } from './conversation.view.js';
import { ConversationsController } from './conversations.controller.js';
import { ErasePersonHandler } from './erase-person.handler.js';
import { ErasureStore } from './erasure.store.js';
import { PgErasureStore } from './erasure.store.pg.js';
import { ForgetStoryService, KEEP_DAYS } from './forget-story.service.js';
import { KeepStoryHandler } from './keep-story.handler.js';
import { Live } from './live.js';
import { KeywordRouter, Simulator, Subscriptions } from './neighbours.js';
import { OperationsController } from './operations.controller.js';
import { OperationsStore } from './operations.store.js';
import { PgOperationsStore } from './operations.store.pg.js';
import { OperationsView } from './operations.view.js';
import { PhonesController } from './phones.controller.js';
import { StoryStore } from './story.store.js';
import { PgStoryStore } from './story.store.pg.js';
import { SurroundingsController } from './surroundings.controller.js';
import { Viewer } from './viewer.js';

/** Where people look rather than read: keeps a copy of what happens and shows it in a browser. */
@Module({
  controllers: [
    KeepStoryHandler,
    ErasePersonHandler,
    SurroundingsController,
    PhonesController,
    ConversationsController,
    ConsentsController,
    OperationsController,
  ],
  providers: [
    { provide: APP_FILTER, useClass: ApiRefusalFilter },
    { provide: StoryStore, useClass: PgStoryStore },
    { provide: OperationsStore, useClass: PgOperationsStore },
    { provide: ErasureStore, useClass: PgErasureStore },
    ConversationView,
    OperationsView,
    ForgetStoryService,
    Live,
    Viewer,
  ],
})
export class ConsoleModule {
  static forRoot(environment: ConsoleEnvironment): DynamicModule {
    const service = 'console';
    const { SUBSCRIPTIONS_URL, KEYWORD_ROUTER_URL, SIMULATOR_URL } = environment;
    return {
      module: ConsoleModule,
      imports: [
        PersistenceModule.forRoot({
          url: environment.DATABASE_URL,
          poolSize: environment.DATABASE_POOL_SIZE,
          applicationName: service,
        }),
        MessagingModule.forRoot({
          service,
          brokers: environment.KAFKA_BROKERS,
          access: kafkaAccessOf(environment),
          pepper: environment.PARLEY_PEPPER,
        }),
      ],
      providers: [
        { provide: KEEP_DAYS, useValue: environment.CONSOLE_KEEP_DAYS },
        {
          provide: Subscriptions,
          useFactory: () => new Subscriptions('subscriptions', SUBSCRIPTIONS_URL, 'SUBSCRIPTIONS_URL'),
        },
        {
          provide: KeywordRouter,
          useFactory: () => new KeywordRouter('keyword-router', KEYWORD_ROUTER_URL, 'KEYWORD_ROUTER_URL'),
        },
        {
          provide: Simulator,
          useFactory: () => new Simulator('the simulator', SIMULATOR_URL, 'SIMULATOR_URL'),
        },
      ],
    };
  }
}
