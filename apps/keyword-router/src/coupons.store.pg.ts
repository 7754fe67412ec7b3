import { Injectable } from '@nestjs/common';
import { Database, prepared, uuidArray } from '@parley/persistence';
import { CouponsStore, type CouponWish, type Draw } from './coupons.store.js';

const look = prepared(
  'router.coupons.look',
  `SELECT pool, code, run, step FROM router.coupons WHERE run = ANY($1::uuid[])
   UNION ALL
   SELECT wanted.pool, free.code, NULL, NULL FROM unnest($2::text[], $3::int[]) AS wanted (pool, most)
     CROSS JOIN LATERAL (SELECT code FROM router.coupons AS c WHERE c.pool = wanted.pool AND c.run IS NULL
       ORDER BY c.place LIMIT wanted.most) AS free`,
);

/** Coupons in `router.coupons`. */
@Injectable()
export class PgCouponsStore extends CouponsStore {
  constructor(private readonly database: Database) {
    super();
  }

  async draw(wishes: readonly CouponWish[]): Promise<Draw> {
    if (wishes.length === 0) return { of: () => undefined };
    const perPool = new Map<string, number>();
    for (const { pool } of wishes) perPool.set(pool, (perPool.get(pool) ?? 0) + 1);
    const runs = uuidArray([...new Set(wishes.map(({ run }) => run))]);
    type Row = { pool: string; code: string; run: string | null; step: string | null };
    const rows = await this.database.query<Row>(look(runs, [...perPool.keys()], [...perPool.values()]));
    const given = new Map<string, string>();
    const free = new Map<string, string[]>();
    for (const { pool, code, run, step } of rows) {
      if (run !== null) given.set(`${run}/${step}`, code);
      else free.set(pool, [...(free.get(pool) ?? []), code]);
    }
    return {
      of: ({ pool, run, step }) => {
        const before = given.get(`${run}/${step}`);
        if (before !== undefined) return { code: before, isNew: false };
        const code = free.get(pool)?.shift();
        if (code === undefined) return undefined;
        given.set(`${run}/${step}`, code);
        return { code, isNew: true };
      },
    };
  }
}
