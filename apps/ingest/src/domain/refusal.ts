import type { MoReceived } from '@parley/contracts';
import type { CarrierPart } from './carrier-item.js';

/** Why something was not taken: an HTTP status, a stable code, one sentence that says what to do about it. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** When the same may be sent again, in ms, where that is known. */
  readonly retryAfterMs?: number;
}

/** A text that is one part of a longer one. */
export interface PartOfMo extends CarrierPart {
  /** Its words as they came: composing comes after joining. */
  readonly text: string;
  /** The event that it would be by itself. */
  readonly mo: MoReceived;
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
      /** It is one part of a longer text. */
      readonly part?: PartOfMo | undefined;
    }
  | { readonly ok: false; readonly refusal: Refusal };

export function refused(
  status: number,
  code: string,
  message: string,
): { readonly ok: false; readonly refusal: Refusal } {
  return Object.freeze({ ok: false, refusal: Object.freeze({ status, code, message }) });
}
