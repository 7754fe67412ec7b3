import { CouponsStore, type CouponWish, type Draw } from '../../../apps/keyword-router/src/coupons.store.js';
import type { RecordOf } from '../../../apps/keyword-router/src/dialogue.record.js';
import type { Remembered } from './remembered.js';

interface Code {
  readonly code: string;
  /** The step of the run that it was given to. */
  given?: string;
}

/** Pools of codes, each given once. */
export class MemoryCoupons extends CouponsStore {
  private readonly pools: Map<string, Code[]>;

  constructor(remembered: Remembered) {
    super();
    this.pools = remembered.map();
  }

  fill(pool: string, codes: readonly string[]): void {
    this.pools.set(
      pool,
      codes.map((code) => ({ code })),
    );
  }

  async draw(): Promise<Draw> {
    const drawn = new Map<string, string>();
    return {
      of: (wish) => {
        const codes = this.pools.get(wish.pool) ?? [];
        const place = placeOf(wish);
        const before = drawn.get(place) ?? codes.find(({ given }) => given === place)?.code;
        if (before !== undefined) return { code: before, isNew: false };
        const taken = new Set(drawn.values());
        const code = codes.find((each) => each.given === undefined && !taken.has(each.code))?.code;
        if (code === undefined) return undefined;
        drawn.set(place, code);
        return { code, isNew: true };
      },
    };
  }

  give({ pool, code, ...wish }: RecordOf<'coupon'>): void {
    const found = this.pools.get(pool)?.find((each) => each.code === code);
    if (found?.given !== undefined) throw new Error(`The code ${code} of ${pool} was given twice.`);
    if (found) found.given = placeOf({ pool, ...wish });
  }
}

function placeOf({ run, step }: CouponWish): string {
  return `${run}/${step}`;
}
