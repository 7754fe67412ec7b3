import { createDataSource, databaseOf } from '@parley/persistence';
import { addWrappingKey, DataKeys, keyringPath, wrapperOf, type WrapperSettings } from '@parley/vault';

/** A new wrapping key where it is a file's, and all keys under the newest. @returns how many keys were renewed */
export async function rotateKeys(databaseUrl: string, settings: WrapperSettings): Promise<number> {
  const path = keyringPath(settings);
  if (path !== undefined) await addWrappingKey(path);
  const source = createDataSource({ url: databaseUrl, poolSize: 2, applicationName: 'parley-keys' });
  await source.initialize();
  try {
    return await new DataKeys(databaseOf(source), wrapperOf(settings)).rewrap();
  } finally {
    await source.destroy();
  }
}
