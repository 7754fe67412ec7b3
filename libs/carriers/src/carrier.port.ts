import type { CarrierErrorCode } from './carrier-errors.js';
import type { CarrierReceiver, InboundSink, LinkWatch } from './receiver.port.js';
import type { CarrierWebhooks } from './webhook.port.js';

/** One text to hand to a carrier. */
export interface OutboundMt {
  /** Our id: the carrier gives it back with its receipts. */
  readonly mtId: string;
  readonly from: string;
  readonly to: string;
  readonly text: string;
  /** Where receipts go; it names the MT in its query, see `receiptUrl`. */
  readonly callbackUrl: string;
  /** How long the carrier may keep trying, in seconds. */
  readonly validitySeconds?: number;
  /**
   * The last moment to begin writing, ms since the epoch: later than that nothing is written and the
   * outcome is `failed`, SEND_BY_PASSED. A pace holds only for texts that begin when they were meant to (I5), and a
   * claim that someone else has taken over is not sent twice (I3).
   */
  readonly sendBy?: number;
  readonly traceparent?: string;
}

/**
 * The parts of a text that the carrier took, each by the carrier's own id: for carriers whose receipts name nothing
 * else. Its receipts are folded: delivered when all `total` are, and the first that fails decides.
 */
export interface TakenParts {
  readonly total: number;
  readonly ids: readonly string[];
}

/** What became of one attempt to hand a text to the carrier. */
export type SendOutcome =
  | { readonly kind: 'submitted'; readonly carrierMessageId: string; readonly taken?: TakenParts }
  /** The carrier refused this text for good. */
  | {
      readonly kind: 'rejected';
      readonly code: CarrierErrorCode;
      readonly carrierCode?: string;
      readonly taken?: TakenParts;
    }
  /** Not taken: slow down, and try again after `retryAfterMs` at the earliest, where the carrier said so. */
  | { readonly kind: 'throttled'; readonly retryAfterMs?: number; readonly carrierCode?: string }
  /** Certainly not taken; send again at a due time, after `retryAfterMs` where the carrier said so. */
  | {
      readonly kind: 'failed';
      readonly code: CarrierErrorCode;
      readonly retry: 'later';
      readonly retryAfterMs?: number;
      readonly carrierCode?: string;
    }
  /** Written without a usable answer: it may have been taken, so it is never resent by default. */
  | {
      readonly kind: 'unknown';
      readonly code: CarrierErrorCode;
      readonly carrierCode?: string;
      readonly taken?: TakenParts;
    };

export interface CarrierSender {
  /** How many texts may wait for their answers at once; absent: as many as there are connections. */
  readonly window?: number;
  /** Hands over one text. Never throws: every failure is an outcome. An abort before the first byte is `failed`. */
  send(mt: OutboundMt, signal?: AbortSignal): Promise<SendOutcome>;
  /** Waits for what is under way and closes the connections. */
  close(): Promise<void>;
}

/** The account at a carrier. Each carrier says which fields it needs and refuses an account without them. */
export interface CarrierAccount {
  /** Where the carrier's API is, e.g. `https://api.twilio.com`; defaults to the carrier's public address. */
  readonly baseUrl?: string;
  /** The account's public id, e.g. Twilio's Account SID. */
  readonly accountId?: string;
  /** The secret that the API asks for: a token, or a password. */
  readonly token?: string;
  /** What else the carrier has, e.g. `messagingServiceSid`. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** How to reach a carrier's API. */
export interface HttpOptions {
  /** Connections kept alive, one request at a time on each. Default 64. */
  readonly connections?: number;
  /** How long to wait for a connection, ms. Default 5,000. */
  readonly connectTimeoutMs?: number;
  /** How long to wait for the answer's headers once the request is written, ms. Default 10,000. */
  readonly headersTimeoutMs?: number;
  /** The longest silence inside an answer's body, ms. Default 10,000. */
  readonly bodyTimeoutMs?: number;
}

/** Whoever takes our MT and gives us MO and receipts. One folder each. */
export interface AnyCarrier {
  readonly id: string;
  /** How it calls us; absent where it speaks by links of our own alone. */
  readonly webhooks?: CarrierWebhooks;
  /** Throws a `CarrierAccountError` where the account lacks a field. `watch` hears of links that are kept open. */
  createSender(account: CarrierAccount, http?: HttpOptions, watch?: LinkWatch): CarrierSender;
  /** Begins to listen for MO and receipts that come by links of our own, where the carrier has such. */
  createReceiver?(account: CarrierAccount, sink: InboundSink, watch?: LinkWatch): CarrierReceiver;
}

/** A carrier that calls us by webhooks: the usual kind. */
export interface Carrier extends AnyCarrier {
  readonly webhooks: CarrierWebhooks;
}

/** An account that cannot be used as it is configured. */
export class CarrierAccountError extends Error {
  readonly code = 'CARRIER_ACCOUNT_INCOMPLETE';

  constructor(carrier: string, field: string) {
    super(`The account at carrier "${carrier}" lacks "${field}"; add it to the carrier's configuration.`);
    this.name = 'CarrierAccountError';
  }
}
