import { runConsumer } from '@parley/messaging';
import { exitOnFailure, readEnvironment } from '@parley/platform';
import { keywordRouterEnvironment } from './keyword-router.config.js';
import { KeywordRouterModule } from './keyword-router.module.js';

exitOnFailure('keyword-router', () => {
  const environment = readEnvironment(keywordRouterEnvironment);
  return runConsumer('keyword-router', environment, KeywordRouterModule.forRoot(environment), {
    takesVouchers: true,
  });
});
