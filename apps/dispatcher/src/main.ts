import { runConsumer } from '@parley/messaging';
import { exitOnFailure, readEnvironment } from '@parley/platform';
import { dispatcherEnvironment } from './dispatcher.config.js';
import { DispatcherModule } from './dispatcher.module.js';

exitOnFailure('dispatcher', () => {
  const environment = readEnvironment(dispatcherEnvironment);
  return runConsumer('dispatcher', environment, DispatcherModule.forRoot(environment));
});
