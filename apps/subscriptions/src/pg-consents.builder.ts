import { ConversationIds } from '@parley/messaging';
import type { Database } from '@parley/persistence';
import { SPEC_PEPPER } from '@parley/testing';
import { DataKeys, KeyringWrapper } from '@parley/vault';
import { PgConsentStore } from './consent.store.pg.js';

/** The names of people in specs. */
export const people = new ConversationIds(SPEC_PEPPER);

/** Keys wrapped as without PARLEY_KEYRING. */
export const specKeys = (database: Database): DataKeys =>
  new DataKeys(database, KeyringWrapper.ofSecret(SPEC_PEPPER));

/** The store of consents over a database of a spec's own. */
export const pgConsents = (database: Database, keys = specKeys(database)): PgConsentStore =>
  new PgConsentStore(database, keys, people);
