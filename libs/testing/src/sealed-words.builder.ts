import { ConversationIds, SealedWords } from '@parley/messaging';
import type { Database } from '@parley/persistence';
import { DataKeys, KeyringWrapper } from '@parley/vault';
import { SPEC_PEPPER } from './spec-pepper.js';

/** People's words of a service as it seals them; another call is another replica, which holds no key yet. */
export function sealedWordsOf(database: Database, service = 'spec'): SealedWords {
  const keys = new DataKeys(database, KeyringWrapper.ofSecret(SPEC_PEPPER), service);
  return new SealedWords(keys, new ConversationIds(SPEC_PEPPER), { onErased: () => undefined });
}
