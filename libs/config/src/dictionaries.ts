import type { KeywordConfigured, ProgramConfigured, SenderConfigured } from '@parley/contracts';
import { SenderDictionaries } from '@parley/intents';
import type { ConfigSnapshot } from './config-snapshot.js';

/**
 * A configuration as the router reads it, published or only proposed. Entries of a file have no revision of their own
 * yet: they get the one given.
 */
export function dictionariesOf(config: ConfigSnapshot, revision: string): SenderDictionaries {
  const withRevision = <T extends object>(
    entries: ReadonlyMap<string, T>,
  ): Map<string, T & { revision: string }> =>
    new Map([...entries].map(([key, entry]) => [key, { revision, ...entry }]));
  return new SenderDictionaries({
    senders: withRevision(config.senders) as Map<string, SenderConfigured>,
    programs: withRevision(config.programs) as Map<string, ProgramConfigured>,
    keywords: withRevision(config.keywords) as Map<string, KeywordConfigured>,
    revision: 1,
  });
}
