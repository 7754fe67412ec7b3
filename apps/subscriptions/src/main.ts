import { runConsumer } from '@parley/messaging';
import { exitOnFailure, readEnvironment } from '@parley/platform';
import { subscriptionsEnvironment } from './subscriptions.config.js';
import { SubscriptionsModule } from './subscriptions.module.js';

exitOnFailure('subscriptions', () => {
  const environment = readEnvironment(subscriptionsEnvironment);
  return runConsumer('subscriptions', environment, SubscriptionsModule.forRoot(environment), {
    takesVouchers: true,
  });
});
