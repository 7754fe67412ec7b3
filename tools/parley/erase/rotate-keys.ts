import { addWrappingKey, DataKeys, keyringPath, wrapperOf, type WrapperSettings } from '@parley/vault';
import { onHouseDatabase, type House } from '../platform/house-database.js';

/** A new wrapping key where it is a file's, and all keys under the newest. @returns how many keys were renewed */
export async function rotateKeys(house: House, settings: WrapperSettings): Promise<number> {
  const path = keyringPath(settings);
  if (path !== undefined) await addWrappingKey(path);
  return onHouseDatabase(house, (database) => new DataKeys(database, wrapperOf(settings)).rewrap());
}
