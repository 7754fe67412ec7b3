import { ConversationIds } from '@parley/messaging';
import type { Database } from '@parley/persistence';
import { DataKeys, KeyringWrapper } from '@parley/vault';
import { PgConsentStore } from './consent.store.pg.js';

const SECRET = 'the secret of specs';

/** The names of people in specs. */
export const people = new ConversationIds(SECRET);

/** Keys wrapped by a secret of specs. */
export const specKeys = (database: Database): DataKeys =>
  new DataKeys(database, KeyringWrapper.ofSecret(SECRET));

/** The store of consents over a database of a spec's own. */
export const pgConsents = (database: Database, keys = specKeys(database)): PgConsentStore =>
  new PgConsentStore(database, keys, people);
