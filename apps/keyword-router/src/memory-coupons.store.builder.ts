import { CouponsStore, type CouponWish, type Draw } from './coupons.store.js';

/** One pool with these codes; a step that asks again gets its code again. */
export class MemoryCouponsStore extends CouponsStore {
  private readonly given = new Map<string, string>();

  constructor(private readonly codes: string[]) {
    super();
  }

  draw(): Promise<Draw> {
    return Promise.resolve({
      of: ({ run, step }: CouponWish) => {
        const before = this.given.get(`${run}/${step}`);
        const code = before ?? this.codes.shift();
        if (code === undefined) return undefined;
        this.given.set(`${run}/${step}`, code);
        return { code, isNew: before === undefined };
      },
    });
  }
}
