import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { MessagingModule, ParkedConversations, RequestTraces } from '@parley/messaging';
import { Database, forgetting, PersistenceModule } from '@parley/persistence';
import { accessOf, ApiAccess, ApiRefusalFilter, Clock, kafkaAccessOf, Vouchers } from '@parley/platform';
import { HouseSeal } from '@parley/vault';
import { AuditController } from './audit/audit.controller.js';
import { AuditStore } from './audit/audit.store.js';
import { PgAuditStore } from './audit/audit.store.pg.js';
import { CampaignOrdersStore } from './campaign-orders.store.js';
import { PgCampaignOrdersStore } from './campaign-orders.store.pg.js';
import { CampaignReviews } from './campaign-review.js';
import { CampaignsController } from './campaigns.controller.js';
import { CampaignsStore } from './campaigns.store.js';
import { PgCampaignsStore } from './campaigns.store.pg.js';
import { CampaignsView } from './campaigns.view.js';
import { ConsoleConfigPort } from './config.port.js';
import { ConsentsController } from './consents.controller.js';
import type { ConsoleEnvironment } from './console.config.js';
import { ConversationView } from './conversation.view.js';
import { ConversationsController } from './conversations.controller.js';
import { DraftsController } from './drafts.controller.js';
import { DryRuns } from './dry-runs.js';
import { HoldsController } from './holds.controller.js';
import { KeepCampaignOrdersHandler } from './keep-campaign-orders.handler.js';
import { ErasePersonHandler } from './erase-person.handler.js';
import { ErasureStore } from './erasure.store.js';
import { PgErasureStore } from './erasure.store.pg.js';
import { KeepStoryHandler } from './keep-story.handler.js';
import { Live } from './live.js';
import { KeywordRouter, Simulator, Subscriptions } from './neighbours.js';
import { OperationsController } from './operations.controller.js';
import { OperationsStore } from './operations.store.js';
import { PgOperationsStore } from './operations.store.pg.js';
import { OperationsView } from './operations.view.js';
import { PhonesController } from './phones.controller.js';
import { ProgramGrowthStore } from './program-growth.store.js';
import { PgProgramGrowthStore } from './program-growth.store.pg.js';
import { ProgramGrowthView } from './program-growth.view.js';
import { ProgramsController } from './programs.controller.js';
import { LettersController } from './repairs/letters.controller.js';
import { LettersView } from './repairs/letters.view.js';
import { ParkedController } from './repairs/parked.controller.js';
import { UnknownsController } from './repairs/unknowns.controller.js';
import { UnknownsStore } from './repairs/unknowns.store.js';
import { PgUnknownsStore } from './repairs/unknowns.store.pg.js';
import { RequestPublisher } from './request.publisher.js';
import { ACCESS_CLOSED, FirstLinkService } from './sign-in/first-link.service.js';
import { BegunSignIns } from './sign-in/oidc/begun-sign-in.js';
import { IdentityProvider } from './sign-in/oidc/identity-provider.js';
import { OidcController } from './sign-in/oidc/oidc.controller.js';
import { oidcSettingsOf } from './sign-in/oidc/oidc-settings.js';
import { SESSION_TERMS, Sessions, type SessionTerms } from './sign-in/sessions.js';
import { SessionsStore } from './sign-in/sessions.store.js';
import { PgSessionsStore } from './sign-in/sessions.store.pg.js';
import { SignInController } from './sign-in/sign-in.controller.js';
import { consoleRetention } from './retention.js';
import { StandstillsView } from './standstills.view.js';
import { StoryStore } from './story.store.js';
import { PgStoryStore } from './story.store.pg.js';
import { SurroundingsController } from './surroundings.controller.js';
import { ThroughputStore } from './throughput.store.js';
import { PgThroughputStore } from './throughput.store.pg.js';
import { VersionsController } from './versions.controller.js';
import { Viewer } from './viewer.js';
import { DeliverWebhooksService, DELIVERY_TERMS } from './webhooks/deliver-webhooks.service.js';
import { DeliveriesStore } from './webhooks/deliveries.store.js';
import { PgDeliveriesStore } from './webhooks/deliveries.store.pg.js';
import { QueueWebhooks } from './webhooks/queue-webhooks.js';
import { WebhookClient } from './webhooks/webhook-client.js';
import { wordBy } from './word-by.js';
import { WordMarks } from './word-marks.js';

/** Where people look rather than read: keeps a copy of what happens, shows it in a browser, and tells endpoints of it. */
@Module({
  controllers: [
    KeepStoryHandler,
    KeepCampaignOrdersHandler,
    ErasePersonHandler,
    SurroundingsController,
    PhonesController,
    ConversationsController,
    ConsentsController,
    OperationsController,
    CampaignsController,
    ProgramsController,
    HoldsController,
    LettersController,
    UnknownsController,
    ParkedController,
    AuditController,
    SignInController,
    DraftsController,
    VersionsController,
  ],
  providers: [
    { provide: APP_FILTER, useClass: ApiRefusalFilter },
    { provide: StoryStore, useClass: PgStoryStore },
    { provide: OperationsStore, useClass: PgOperationsStore },
    { provide: CampaignsStore, useClass: PgCampaignsStore },
    { provide: CampaignOrdersStore, useClass: PgCampaignOrdersStore },
    { provide: ProgramGrowthStore, useClass: PgProgramGrowthStore },
    CampaignsView,
    CampaignReviews,
    ProgramGrowthView,
    { provide: ThroughputStore, useClass: PgThroughputStore },
    { provide: AuditStore, useClass: PgAuditStore },
    { provide: UnknownsStore, useClass: PgUnknownsStore },
    { provide: SessionsStore, useClass: PgSessionsStore },
    Sessions,
    FirstLinkService,
    {
      provide: ParkedConversations,
      inject: [Database],
      useFactory: (database: Database) => new ParkedConversations(database),
    },
    LettersView,
    { provide: ErasureStore, useClass: PgErasureStore },
    ConversationView,
    OperationsView,
    StandstillsView,
    ConsoleConfigPort,
    DryRuns,
    { provide: DeliveriesStore, useClass: PgDeliveriesStore },
    QueueWebhooks,
    DeliverWebhooksService,
    Live,
    RequestPublisher,
    Viewer,
  ],
})
export class ConsoleModule {
  static forRoot(environment: ConsoleEnvironment): DynamicModule {
    const service = 'console';
    const { SUBSCRIPTIONS_URL, KEYWORD_ROUTER_URL, SIMULATOR_URL } = environment;
    const closed = environment.PARLEY_API_ACCESS === undefined && accessOf(environment) === 'closed';
    const oidc = oidcSettingsOf(environment);
    const vouchers = new Vouchers(environment.PARLEY_PEPPER);
    const terms: SessionTerms = {
      byLink: closed,
      issuer: oidc?.issuer,
      mostS: environment.CONSOLE_SESSION_HOURS * 3_600,
    };
    return {
      module: ConsoleModule,
      controllers: oidc ? [OidcController] : [],
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
      providers: [
        { provide: WordMarks, useValue: new WordMarks(environment.PARLEY_PEPPER) },
        { provide: RequestTraces, useValue: new RequestTraces(environment.PARLEY_TRACE_RATIO) },
        { provide: ACCESS_CLOSED, useValue: closed },
        { provide: SESSION_TERMS, useValue: terms },
        ...(oidc ? [{ provide: IdentityProvider, useValue: new IdentityProvider(oidc) }] : []),
        {
          provide: BegunSignIns,
          inject: [Clock],
          useFactory: (clock: Clock) => new BegunSignIns(environment.PARLEY_PEPPER, clock),
        },
        ...forgetting(consoleRetention(environment)),
        {
          provide: WebhookClient,
          useFactory: () =>
            new WebhookClient({
              allowed: environment.WEBHOOK_ALLOWED_NETWORKS,
              timeoutMs: environment.WEBHOOK_TIMEOUT_MS,
              connections: environment.WEBHOOK_CONNECTIONS,
            }),
        },
        {
          provide: DELIVERY_TERMS,
          useValue: {
            keys: environment.WEBHOOK_SECRETS,
            connections: environment.WEBHOOK_CONNECTIONS,
            disableAfterHours: environment.WEBHOOK_DISABLE_AFTER_HOURS,
          },
        },
        {
          provide: Subscriptions,
          inject: [ApiAccess],
          useFactory: (access: ApiAccess) =>
            new Subscriptions(
              'subscriptions',
              SUBSCRIPTIONS_URL,
              'SUBSCRIPTIONS_URL',
              wordBy(access, vouchers),
            ),
        },
        {
          provide: KeywordRouter,
          inject: [ApiAccess],
          useFactory: (access: ApiAccess) =>
            new KeywordRouter(
              'keyword-router',
              KEYWORD_ROUTER_URL,
              'KEYWORD_ROUTER_URL',
              wordBy(access, vouchers),
            ),
        },
        {
          provide: Simulator,
          useFactory: () => new Simulator('the simulator', SIMULATOR_URL, 'SIMULATOR_URL'),
        },
      ],
    };
  }
}
