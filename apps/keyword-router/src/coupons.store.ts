/** A step that wants a code. */
export interface CouponWish {
  readonly pool: string;
  readonly run: string;
  readonly step: string;
}

/** The codes at hand for one batch. */
export interface Draw {
  /** A code for this step of this run: the one it was given before, or a free one; undefined: there is none left. */
  of(wish: CouponWish): { readonly code: string; readonly isNew: boolean } | undefined;
}

/**
 * Pools of codes, each of which is given once. A batch looks at as many free codes as it has wishes, in the order of
 * their import, and takes those it used in its own transaction, on condition that nobody else did: two replicas that
 * looked at the same code settle it by that condition, and the slower one loads again. So a code is never held by
 * somebody who may die, a pool is never taken for empty while it is not, and a replay finds the code it was given.
 */
export abstract class CouponsStore {
  abstract draw(wishes: readonly CouponWish[]): Promise<Draw>;
}
