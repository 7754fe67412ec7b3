import { ConversationIds } from '@parley/messaging';
import { DataKeys, wrapperOf, type WrapperSettings } from '@parley/vault';
import { LEDGER_TEXT, type ChainedEntry } from '../../../apps/subscriptions/src/domain/ledger.entry.js';
import { onHouseDatabase, type House } from '../platform/house-database.js';

/** Makes a person's sealed texts readable, and says when a key of the person's was destroyed. */
export interface SealedTexts {
  open(entry: ChainedEntry): ChainedEntry;
  /** ms since the epoch. */
  readonly erasedAt?: number;
}

/** Looks up one person's key. Throws DatabaseError, WrapperError. */
export async function sealedTextsOf(
  house: House,
  subscriber: string,
  settings: WrapperSettings,
): Promise<SealedTexts> {
  const subject = new ConversationIds(settings.PARLEY_PEPPER).ofPerson(subscriber);
  const { key, erasedAt } = await onHouseDatabase(house, (database) =>
    new DataKeys(database, wrapperOf(settings)).storyOf(subject),
  );
  return {
    open: (entry) => (key === undefined ? entry : opened(entry, key, subject)),
    ...(erasedAt !== undefined && { erasedAt }),
  };
}

/** What does not open was sealed under a key before this one. */
function opened(entry: ChainedEntry, key: Buffer, subject: string): ChainedEntry {
  if (entry.sealedText === undefined) return entry;
  try {
    return { ...entry, text: DataKeys.open(key, subject, Buffer.from(entry.sealedText, 'hex'), LEDGER_TEXT) };
  } catch {
    return entry;
  }
}
