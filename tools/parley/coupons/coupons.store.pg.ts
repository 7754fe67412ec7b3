import { Client } from 'pg';

export interface CouponPool {
  readonly pool: string;
  readonly left: number;
  readonly given: number;
}

const ADD = `
  INSERT INTO router.coupons (pool, code)
  SELECT $1, code FROM unnest($2::text[]) WITH ORDINALITY AS c(code, place) ORDER BY place
  ON CONFLICT (pool, code) DO NOTHING`;

const LIST = `
  SELECT pool, count(*) FILTER (WHERE run IS NULL)::int AS left, count(*) FILTER (WHERE run IS NOT NULL)::int AS given
  FROM router.coupons GROUP BY pool ORDER BY pool`;

/** Adds codes in their order; those that the pool has are left alone. @returns how many are new */
export async function addCoupons(
  databaseUrl: string,
  pool: string,
  codes: readonly string[],
): Promise<number> {
  return onDatabase(databaseUrl, async (client) => (await client.query(ADD, [pool, codes])).rowCount ?? 0);
}

/** Every pool that has codes. */
export async function couponPools(databaseUrl: string): Promise<CouponPool[]> {
  return onDatabase(databaseUrl, async (client) => (await client.query<CouponPool>(LIST)).rows);
}

async function onDatabase<T>(databaseUrl: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
