import { runConsumer } from '@parley/messaging';
import { exitOnFailure, readEnvironment } from '@parley/platform';
import { auditChanges } from './audit/audit-changes.js';
import { consoleEnvironment } from './console.config.js';
import { ConsoleModule } from './console.module.js';
import { admitDrafts } from './draft-body.js';
import { serveCampaignLists } from './serve-campaign-lists.js';
import { closedToStrangers } from './sign-in/oidc/oidc-settings.js';
import { takeSessions } from './sign-in/session-cookie.js';
import { serveWeb, WEB_FOLDER } from './serve-web.js';

exitOnFailure('console', () => {
  const environment = closedToStrangers(readEnvironment(consoleEnvironment));
  const module = ConsoleModule.forRoot(environment);
  return runConsumer('console', environment, module, {
    prepare: (app) => {
      admitDrafts(app);
      serveCampaignLists(app);
      auditChanges(app);
      takeSessions(app);
      serveWeb(app, WEB_FOLDER);
    },
  });
});
