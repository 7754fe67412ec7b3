import { IN_THE_CLEAR, openedTypes, type AtRest, type Sealing } from '@parley/persistence';
import { HouseSeal } from '@parley/vault';
import { Client } from 'pg';
import type { House } from './house-database.js';

/** A connection of one's own to the platform's database; what rests sealed there is read opened. */
export interface HouseConnection {
  readonly client: Client;
  /** How numbers and words are written and looked for. */
  readonly rest: AtRest;
  /** For what does not come by the driver's own reading, as of COPY. */
  readonly open: Sealing['open'];
}

/** Connects; the caller ends it. Throws PepperError where another pepper sealed the database. */
export async function connectTo(
  { databaseUrl, pepper }: House,
  options: { readonly application_name?: string; readonly options?: string } = {},
): Promise<HouseConnection> {
  const sealing = HouseSeal.of(pepper);
  const client = new Client({ connectionString: databaseUrl, types: openedTypes(sealing), ...options });
  await client.connect();
  try {
    const rest = await sealing.restOf({
      query: async <R extends object>({ text, values }: { text: string; values: readonly unknown[] }) =>
        (await client.query<R>(text, [...values])).rows,
    });
    return { client, rest: rest ?? IN_THE_CLEAR, open: (kept) => sealing.open(kept) };
  } catch (error) {
    await client.end();
    throw error;
  }
}

/** Does work on one connection. */
export async function onDatabase<T>(
  house: House,
  work: (client: Client, rest: AtRest) => Promise<T>,
): Promise<T> {
  const { client, rest } = await connectTo(house);
  try {
    return await work(client, rest);
  } finally {
    await client.end();
  }
}
