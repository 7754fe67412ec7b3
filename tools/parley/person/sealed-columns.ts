import { ConversationIds, SealedWords, type Opener } from '@parley/messaging';
import { DataKeys, wrapperOf, type WrapperSettings } from '@parley/vault';
import { onHouseDatabase, type House } from '../platform/house-database.js';
import { personTables, type PersonRow, type SealedColumn } from './person-tables.js';

/** Opens a person's rows, of whatever service sealed them. */
export type RowOpener = (row: PersonRow, sealed: SealedColumn) => PersonRow;

/** Looks up one person's keys in every service that seals. Throws DatabaseError, WrapperError. */
export async function rowOpenerOf(
  house: House,
  subscriber: string,
  settings: WrapperSettings,
): Promise<RowOpener> {
  return onHouseDatabase(house, async (database) => {
    const people = new ConversationIds(settings.PARLEY_PEPPER);
    const wrapper = wrapperOf(settings);
    const openers = new Map<string, Opener>();
    for (const service of new Set(personTables.flatMap(({ sealed }) => sealed?.service ?? []))) {
      const keys = new DataKeys(database, wrapper, service);
      openers.set(service, await new SealedWords(keys, people, NOBODY_ERASES).opener([subscriber]));
    }
    return (row, sealed) => opened(row, sealed, subscriber, openers.get(sealed.service)!);
  });
}

const NOBODY_ERASES = { onErased: () => undefined };

/** What does not open was sealed under a key before this one: it stays as it is. */
function opened(row: PersonRow, sealed: SealedColumn, subscriber: string, open: Opener): PersonRow {
  const { [sealed.column]: bytes, ...rest } = row;
  if (typeof bytes !== 'string') return rest;
  const said = open(subscriber, Buffer.from(bytes.replace(/^\\x/, ''), 'hex'), sealed.place(row));
  return said === undefined ? row : { ...rest, ...sealed.opened(said, row) };
}
