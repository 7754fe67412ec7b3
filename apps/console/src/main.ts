import { runConsumer } from '@parley/messaging';
import { exitOnFailure, readEnvironment } from '@parley/platform';
import { admitDrafts } from './draft-body.js';
import { consoleEnvironment } from './console.config.js';
import { ConsoleModule } from './console.module.js';
import { serveWeb, WEB_FOLDER } from './serve-web.js';

exitOnFailure('console', () => {
  const environment = readEnvironment(consoleEnvironment);
  const module = ConsoleModule.forRoot(environment);
  return runConsumer('console', environment, module, {
    prepare: (app) => {
      admitDrafts(app);
      serveWeb(app, WEB_FOLDER);
    },
  });
});
