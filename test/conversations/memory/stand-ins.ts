import type { DynamicModule, Provider } from '@nestjs/common';
import type { CausedEffect } from '@parley/messaging';
import type { Clock } from '@parley/platform';
import { CampaignsStore } from '../../../apps/dispatcher/src/campaigns.store.js';
import { CarrierSenders } from '../../../apps/dispatcher/src/carrier-senders.js';
import { ClaimMtsService } from '../../../apps/dispatcher/src/claim-mts.service.js';
import { dispatcherEnvironment } from '../../../apps/dispatcher/src/dispatcher.config.js';
import { DispatcherModule } from '../../../apps/dispatcher/src/dispatcher.module.js';
import { MtIntakeStore } from '../../../apps/dispatcher/src/mt-intake.store.js';
import { MtLimitsStore } from '../../../apps/dispatcher/src/mt-limits.store.js';
import { HoldsStore } from '../../../apps/dispatcher/src/holds.store.js';
import { OrdersStore } from '../../../apps/dispatcher/src/orders.store.js';
import { PoolsStore } from '../../../apps/dispatcher/src/pools.store.js';
import { ErasureStore as DispatcherErasure } from '../../../apps/dispatcher/src/erasure.store.js';
import { SettleMtsService } from '../../../apps/dispatcher/src/settle-mts.service.js';
import { CasesStore } from '../../../apps/keyword-router/src/cases.store.js';
import { ConversationStore } from '../../../apps/keyword-router/src/conversation.store.js';
import { CouponsStore } from '../../../apps/keyword-router/src/coupons.store.js';
import { DialogueStore } from '../../../apps/keyword-router/src/dialogue.store.js';
import { ErasureStore as RouterErasure } from '../../../apps/keyword-router/src/erasure.store.js';
import { RouterEvents } from '../../../apps/keyword-router/src/router-events.js';
import { keywordRouterEnvironment } from '../../../apps/keyword-router/src/keyword-router.config.js';
import { KeywordRouterModule } from '../../../apps/keyword-router/src/keyword-router.module.js';
import { ConsentStore } from '../../../apps/subscriptions/src/consent.store.js';
import { ErasureStore as SubscriptionsErasure } from '../../../apps/subscriptions/src/erasure.store.js';
import { FallbackStore } from '../../../apps/subscriptions/src/fallback.store.js';
import { PreferenceStore } from '../../../apps/subscriptions/src/preference.store.js';
import { subscriptionsEnvironment } from '../../../apps/subscriptions/src/subscriptions.config.js';
import { SubscriptionsModule } from '../../../apps/subscriptions/src/subscriptions.module.js';
import type { MemoryCases } from './memory-cases.store.js';
import type { MemoryCoupons } from './memory-coupons.store.js';
import { MemoryConsents } from './memory-consents.store.js';
import { MemoryConversations } from './memory-conversations.store.js';
import type { MemoryBus } from './memory-bus.js';
import type { MemoryDialogues } from './memory-dialogues.store.js';
import { MemoryLimits } from './memory-limits.store.js';
import { MemoryOrders } from './memory-orders.store.js';
import { MemoryFallbacks } from './memory-fallbacks.store.js';
import type { MemoryPhones } from './memory-phones.js';
import { MemoryPools } from './memory-pools.store.js';
import type { MemoryQueue } from './memory-queue.store.js';
import { MemoryPreferences } from './memory-preferences.store.js';
import type { Remembered } from './remembered.js';
import type { MemorySettling } from './memory-sends.js';

/** Nothing of it is connected to. */
const nowhere = {
  KAFKA_BROKERS: 'nowhere:9092',
  DATABASE_URL: 'postgres://nowhere/parley',
  PARLEY_PEPPER: 'golden conversations',
};

/** The services by their own modules. (Ingest is asked by its mapping alone, as no webhook is signed here.) */
export function services(): (readonly [name: string, module: DynamicModule])[] {
  const dispatcher = { ...nowhere, CARRIER_ACCOUNTS: '{}', PUBLIC_URL: 'http://nowhere' };
  return [
    ['keyword-router', KeywordRouterModule.forRoot(keywordRouterEnvironment.parse(nowhere))],
    ['subscriptions', SubscriptionsModule.forRoot(subscriptionsEnvironment.parse(nowhere))],
    ['dispatcher', DispatcherModule.forRoot(dispatcherEnvironment.parse(dispatcher))],
  ];
}

export interface Surroundings {
  readonly remembered: Remembered;
  readonly clock: Clock;
  readonly bus: MemoryBus;
  readonly dialogues: MemoryDialogues;
  readonly coupons: MemoryCoupons;
  readonly cases: MemoryCases;
  readonly queue: MemoryQueue;
  readonly settling: MemorySettling;
  readonly phones: MemoryPhones;
}

/**
 * What stands, in each service, for PostgreSQL and the carriers, by the token that it is injected under. A service
 * with a new store has a new line here; everything else of it takes part by itself.
 */
export function standIns({
  remembered,
  clock,
  bus,
  dialogues,
  coupons,
  cases,
  queue,
  settling,
  phones,
}: Surroundings): Readonly<Record<string, readonly Provider[]>> {
  return {
    'keyword-router': [
      { provide: ConversationStore, useValue: new MemoryConversations(remembered, dialogues) },
      { provide: DialogueStore, useValue: dialogues },
      { provide: CouponsStore, useValue: coupons },
      { provide: CasesStore, useValue: cases },
      { provide: RouterErasure, useValue: {} },
      {
        provide: RouterEvents,
        useValue: {
          publish: async (effects: readonly CausedEffect[]) => {
            for (const { cause, effect } of effects) bus.publish('keyword-router', cause, effect);
          },
        },
      },
    ],
    subscriptions: [
      { provide: ConsentStore, useValue: new MemoryConsents(remembered) },
      { provide: FallbackStore, useValue: new MemoryFallbacks(remembered) },
      { provide: PreferenceStore, useValue: new MemoryPreferences(remembered) },
      { provide: SubscriptionsErasure, useValue: {} },
    ],
    dispatcher: [
      { provide: MtIntakeStore, useValue: queue },
      { provide: MtLimitsStore, useValue: new MemoryLimits(remembered, clock) },
      { provide: CampaignsStore, useValue: {} },
      { provide: HoldsStore, useValue: {} },
      { provide: PoolsStore, useValue: new MemoryPools(queue) },
      { provide: OrdersStore, useValue: new MemoryOrders(queue) },
      { provide: DispatcherErasure, useValue: {} },
      { provide: SettleMtsService, useValue: settling },
      { provide: CarrierSenders, useValue: phones },
      { provide: ClaimMtsService, useValue: { queued: () => undefined } },
    ],
  };
}
