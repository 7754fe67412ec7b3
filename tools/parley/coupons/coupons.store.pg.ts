import { onDatabase } from '../platform/house-connection.pg.js';
import type { House } from '../platform/house-database.js';

export interface CouponPool {
  readonly pool: string;
  readonly left: number;
  readonly given: number;
}

const ADD = `
  INSERT INTO router.coupons (pool, code)
  SELECT $1, code FROM unnest($2::text[]) WITH ORDINALITY AS c(code, place) ORDER BY place
  ON CONFLICT (pool, code) DO NOTHING`;

const OTHERS = `SELECT 1 FROM router.coupons WHERE pool = $1 AND code <> ALL($2::text[]) LIMIT 1`;
const FORGET = `DELETE FROM router.coupons WHERE pool = $1`;

const LIST = `
  SELECT pool, count(*) FILTER (WHERE run IS NULL)::int AS left, count(*) FILTER (WHERE run IS NOT NULL)::int AS given
  FROM router.coupons GROUP BY pool ORDER BY pool`;

/** Adds codes in their order; those that the pool has are left alone. @returns how many are new */
export async function addCoupons(house: House, pool: string, codes: readonly string[]): Promise<number> {
  return onDatabase(house, async (client) => (await client.query(ADD, [pool, codes])).rowCount ?? 0);
}

/**
 * Makes these codes a pool's, none of them given yet, in their order: for a conversation that is played again.
 *
 * @returns false where the pool has other codes, and is left alone
 */
export async function replayCoupons(house: House, pool: string, codes: readonly string[]): Promise<boolean> {
  return onDatabase(house, async (client) => {
    const { rows } = await client.query(OTHERS, [pool, codes]);
    if (rows.length > 0) return false;
    await client.query(FORGET, [pool]);
    await client.query(ADD, [pool, codes]);
    return true;
  });
}

/** Every pool that has codes. */
export async function couponPools(house: House): Promise<CouponPool[]> {
  return onDatabase(house, async (client) => (await client.query<CouponPool>(LIST)).rows);
}
