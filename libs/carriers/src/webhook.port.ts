import type { CarrierErrorCode } from './carrier-errors.js';

/** A webhook as it came: what signatures are computed over, untouched. */
export interface WebhookRequest {
  readonly method: string;
  /** The exact public URL that the carrier called, query included. */
  readonly url: string;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The raw body. */
  readonly body: Buffer;
}

/** Which part of a longer text it is (3GPP TS 23.040, 9.2.3.24.1 and .8). */
export interface MoPart {
  /** Common to all parts of the text: 0–255, or 0–65,535 where the reference has 16 bits. */
  readonly reference: number;
  /** How many parts the text has, 2–255. */
  readonly total: number;
  /** Which of them this is, from 1. */
  readonly number: number;
}

/** A text from a person, in the carrier's spelling: nothing is normalised here. */
export interface InboundMo {
  /** The carrier's own id of the text: 1–128 characters; the event id derives from it. */
  readonly carrierMessageId: string;
  /** As the carrier wrote it; E.164 is made of it later. */
  readonly from: string;
  readonly to: string;
  readonly text: string;
  /** When the carrier got it, ms since the epoch, where it says so. */
  readonly receivedAt?: number;
  readonly encoding?: 'gsm7' | 'ucs2';
  /** How many segments the carrier counted. */
  readonly segments?: number;
  /** Where it is one part of a longer text that the carrier did not put together; ingest does. */
  readonly part?: MoPart;
  /** Addresses of pictures and the like, where the text is an MMS. */
  readonly media?: string[];
  /** Asks that this turn be traced whatever the sampling. */
  readonly debug?: boolean;
}

/** Parley's words for what a carrier says about an MT. */
export type ReceiptStatus =
  'accepted' | 'sent' | 'delivered' | 'undelivered' | 'expired' | 'rejected' | 'unknown';

/** A delivery report (DLR), in Parley's words. */
export interface InboundReceipt {
  readonly carrierMessageId?: string;
  /** Our MT id, given back by the callback URL or the body. */
  readonly reference?: string;
  readonly to?: string;
  readonly from?: string;
  readonly status: ReceiptStatus;
  readonly code?: CarrierErrorCode;
  /** The carrier's own code, as it wrote it. */
  readonly carrierCode?: string;
  /** When the carrier says that it happened, ms since the epoch. */
  readonly at?: number;
}

export type RefusalCode =
  | 'SIGNATURE_MISSING'
  | 'SIGNATURE_INVALID'
  | 'SIGNATURE_UNCHECKABLE'
  | 'TIMESTAMP_STALE'
  | 'METHOD_NOT_ALLOWED'
  | 'SUBSCRIPTION_ENDED'
  | 'BODY_MALFORMED'
  | 'FIELD_MISSING'
  | 'FIELD_INVALID';

/** Why a webhook was not taken: a 4xx status, a stable code, and one sentence that says what to do. */
export interface WebhookRefusal {
  readonly status: number;
  readonly code: RefusalCode;
  readonly message: string;
}

/** What the carrier wants to hear once its webhook is durable. */
export interface WebhookAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export type Parsed<T> =
  | {
      readonly ok: true;
      readonly items: T[];
      /** Entries of a batch that were left out, each with its reason; the others are good. */
      readonly skipped: readonly WebhookRefusal[];
      readonly answer: WebhookAnswer;
      /**
       * An address to GET once before the answer is given, as a carrier's handshake asks for it. The signature
       * vouches for it and the carrier's own rules allow it; redirects are not followed.
       */
      readonly confirm?: string;
    }
  | { readonly ok: false; readonly refusal: WebhookRefusal };

/**
 * A carrier's webhooks: pure, they never throw, whatever the bytes.
 * `secrets` are all that are valid now: two while a secret is being rotated. `nowMs` is ms since the epoch.
 */
export interface CarrierWebhooks {
  /**
   * The address of a document that the check needs and the request does not hold: a certificate. Undefined for
   * a request that needs none, or that names an address which the carrier's own rules do not allow. Whoever
   * calls `mo` or `receipt` gets it, keeps it, and hands its text over as `document`.
   */
  needs?(request: WebhookRequest, secrets: readonly string[]): string | undefined;
  mo(
    request: WebhookRequest,
    secrets: readonly string[],
    nowMs: number,
    document?: string,
  ): Parsed<InboundMo>;
  receipt(
    request: WebhookRequest,
    secrets: readonly string[],
    nowMs: number,
    document?: string,
  ): Parsed<InboundReceipt>;
}
