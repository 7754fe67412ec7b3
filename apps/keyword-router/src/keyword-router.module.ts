import { Module, type DynamicModule } from '@nestjs/common';
import { ConfigDirectory, MessagingModule } from '@parley/messaging';
import { PersistenceModule } from '@parley/persistence';
import { ConversationStore } from './conversation.store.js';
import { PgConversationStore } from './conversation.store.pg.js';
import { SenderDictionaries } from './domain/sender-dictionary.js';
import type { KeywordRouterEnvironment } from './keyword-router.config.js';
import { ResolveIntentHandler } from './resolve-intent.handler.js';

/** What a text means: keywords and the conversation's state. */
@Module({
  controllers: [ResolveIntentHandler],
  providers: [
    { provide: ConversationStore, useClass: PgConversationStore },
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
      imports: [
        PersistenceModule.forRoot({
          url: environment.DATABASE_URL,
          poolSize: environment.DATABASE_POOL_SIZE,
          applicationName: service,
        }),
        MessagingModule.forRoot({
          service,
          brokers: environment.KAFKA_BROKERS,
          pepper: environment.PARLEY_PEPPER,
        }),
      ],
    };
  }
}
