import { retryOf, type CarrierErrorCode } from './carrier-errors.js';
import type { SendOutcome, TakenParts } from './carrier.port.js';
import type { Exchange } from './http-exchange.js';
import { retryAfterMs } from './retry-after.js';

/** What a carrier's own dialect says about an answer; the rules around it are the same for all. */
export interface AnswerReader {
  /** The message id in a 2xx body; undefined where there is none. */
  messageId(body: unknown): string | undefined;
  /** The carrier's code in an error's body; undefined where there is none. */
  errorCode(body: unknown): string | undefined;
  /** Parley's word for the carrier's code. */
  errorOf(carrierCode: string): CarrierErrorCode | undefined;
  /** What a 2xx body says where it refuses the text after all; undefined where it took it. */
  refusedIn?(body: unknown): RefusedInBody | undefined;
  /** The parts that a 2xx body says were taken, for dialects whose receipts are of parts; undefined for a text of one. */
  takenIn?(body: unknown): TakenParts | undefined;
}

/** A refusal inside a 2xx answer, in Parley's word and the carrier's. */
export interface RefusedInBody {
  readonly code: CarrierErrorCode;
  readonly carrierCode: string;
}

/**
 * Turns an exchange into an outcome.
 * Nothing written → `failed`. Written without a status → `unknown`. 2xx → `submitted`, or `unknown` where its
 * id cannot be read; a dialect that refuses inside a 2xx says so by `refusedIn`. 429 → `throttled`; 503 means
 * "not accepted" (RFC 9110 §15.6.4) → `failed`; any other 5xx may come after the text was taken → `unknown`.
 * 4xx → by the carrier's table.
 */
export function sendOutcome(exchange: Exchange, reader: AnswerReader, nowMs: number): SendOutcome {
  if (exchange.kind === 'unwritten') return { kind: 'failed', code: exchange.reason, retry: 'later' };
  if (exchange.kind === 'unanswered') return { kind: 'unknown', code: exchange.reason };
  const { status } = exchange;
  const body = parseJson(exchange.body);
  const wait = retryAfterMs(single(exchange.headers['retry-after']), nowMs);
  if (status >= 200 && status < 300) {
    const refused = reader.refusedIn?.(body);
    const taken = reader.takenIn?.(body);
    if (refused !== undefined) return refusedOutcome(refused.code, refused.carrierCode, wait, taken);
    const carrierMessageId = reader.messageId(body);
    return carrierMessageId === undefined
      ? { kind: 'unknown', code: 'ANSWER_UNREADABLE' }
      : { kind: 'submitted', carrierMessageId, ...(taken && { taken }) };
  }
  const carrierCode = reader.errorCode(body);
  const named = carrierCode === undefined ? undefined : reader.errorOf(carrierCode);
  if (status >= 500 && status !== 503) return { kind: 'unknown', code: 'SERVER_ERROR', carrierCode };
  return refusedOutcome(named ?? codeOfStatus(status), carrierCode, wait);
}

function refusedOutcome(
  code: CarrierErrorCode,
  carrierCode: string | undefined,
  wait: number | undefined,
  taken?: TakenParts,
): SendOutcome {
  if (code === 'THROTTLED') return { kind: 'throttled', retryAfterMs: wait, carrierCode };
  const retry = retryOf(code);
  if (retry === 'later') return { kind: 'failed', code, retry, retryAfterMs: wait, carrierCode };
  if (retry === 'uncertain') return { kind: 'unknown', code, carrierCode, ...(taken && { taken }) };
  return { kind: 'rejected', code, carrierCode };
}

/** What a status says by itself, where the carrier's code says nothing that Parley knows. */
function codeOfStatus(status: number): CarrierErrorCode {
  if (status === 429) return 'THROTTLED';
  if (status === 503 || status === 408) return 'CARRIER_DOWN';
  if (status === 401 || status === 403) return 'UNAUTHORISED';
  if (status === 402) return 'ACCOUNT_SUSPENDED';
  // A redirect, or an address that the carrier does not serve: the account's base URL or ids are wrong.
  if (status < 400 || status === 404 || status === 405) return 'MISCONFIGURED';
  return 'REFUSED';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

/** A field of a JSON object, where the value is one. */
export function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
