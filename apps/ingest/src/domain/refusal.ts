/** Why something was not taken: an HTTP status, a stable code, one sentence that says what to do about it. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** What a carrier's item became: an event's data and the name its id is made of, or a refusal. */
export type Mapped<D> =
  | {
      readonly ok: true;
      readonly data: D;
      /** Unique at the carrier, and the same when the carrier repeats itself. */
      readonly name: string;
      /** Asks that this turn be traced whatever the sampling. */
      readonly debug: boolean;
    }
  | { readonly ok: false; readonly refusal: Refusal };

export function refused(
  status: number,
  code: string,
  message: string,
): { readonly ok: false; readonly refusal: Refusal } {
  return Object.freeze({ ok: false, refusal: Object.freeze({ status, code, message }) });
}
