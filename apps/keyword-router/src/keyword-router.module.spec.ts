import { Global, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import {
  ConfigDirectory,
  ConversationIds,
  Erasing,
  EventPublisher,
  RequestTraces,
  SealedWords,
} from '@parley/messaging';
import { Database } from '@parley/persistence';
import { ApiAccess, Clock } from '@parley/platform';
import { ConversationStore } from './conversation.store.js';
import { PgConversationStore } from './conversation.store.pg.js';
import { KeywordRouterModule } from './keyword-router.module.js';
import { ResolveIntentHandler } from './resolve-intent.handler.js';

class NoDatabase extends Database {
  override query = (): Promise<never> => Promise.reject(new Error('no database here'));
  override commit = (): Promise<never> => Promise.reject(new Error('no database here'));
}

@Global()
@Module({
  providers: [
    { provide: Database, useClass: NoDatabase },
    { provide: ConversationIds, useFactory: () => new ConversationIds('pepper') },
    { provide: EventPublisher, useValue: {} },
    { provide: RequestTraces, useValue: new RequestTraces(0) },
    { provide: Erasing, useValue: {} },
    { provide: SealedWords, useValue: {} },
    { provide: ApiAccess, useValue: new ApiAccess('open') },
    ConfigDirectory,
    Clock,
  ],
  exports: [
    Database,
    ConversationIds,
    Erasing,
    SealedWords,
    EventPublisher,
    RequestTraces,
    ConfigDirectory,
    Clock,
    ApiAccess,
  ],
})
class Platform {}

describe('KeywordRouterModule', () => {
  it('puts its parts together from what the platform gives', async () => {
    const module = await Test.createTestingModule({ imports: [Platform, KeywordRouterModule] }).compile();
    expect(module.get(ResolveIntentHandler)).toBeInstanceOf(ResolveIntentHandler);
    expect(module.get(ConversationStore)).toBeInstanceOf(PgConversationStore);
    await module.close();
  });
});
