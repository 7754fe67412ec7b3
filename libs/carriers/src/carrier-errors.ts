/**
 * Whether a text may be sent again after an error.
 * - `never`: the carrier's decision is final; sending again would only repeat it.
 * - `later`: the carrier certainly did not take it; send it again at a due time.
 * - `uncertain`: it may have been taken; only a receipt can tell, so it is never resent by default (I3).
 */
export type CarrierRetry = 'never' | 'later' | 'uncertain';

export interface CarrierErrorKind {
  readonly retry: CarrierRetry;
  /** True where a person has to act (credentials, balance, registration): waiting alone mends nothing. */
  readonly alarm: boolean;
  /** One sentence for people: what happened, and what to do where something can be done. */
  readonly meaning: string;
}

const never = (meaning: string, alarm = false): CarrierErrorKind => ({ retry: 'never', alarm, meaning });
const later = (meaning: string, alarm = false): CarrierErrorKind => ({ retry: 'later', alarm, meaning });
const uncertain = (meaning: string): CarrierErrorKind => ({ retry: 'uncertain', alarm: false, meaning });

/** The closed list of what can go wrong at a carrier. Every carrier's own codes are mapped to these. */
export const carrierErrors = {
  INVALID_NUMBER: never('The number does not exist or cannot be texted.'),
  INVALID_SENDER: never(
    'The sender is not ours at this carrier or cannot text; check its registration.',
    true,
  ),
  OPTED_OUT_AT_CARRIER: never('The carrier blocks this person; only their START (or UNSTOP) undoes it.'),
  UNREACHABLE: never('The phone could not be reached (off, out of coverage, or out of service).'),
  LANDLINE: never('The number is a landline or its network takes no texts.'),
  FILTERED: never(
    'The carrier or the network filtered the text as spam; look at the wording and the sender.',
  ),
  GEO_BLOCKED: never('The account may not text this country; allow it at the carrier.'),
  TEXT_INVALID: never('The carrier does not take this text (empty, too long, or an unsupported charset).'),
  UNREGISTERED: never('The sender lacks a registration that the network asks for (10DLC, toll-free).', true),
  REFUSED: never('The carrier refused the request without a code that Parley knows.'),
  EXPIRED: never('The text was not delivered within its validity; the carrier gave it up.'),
  UNKNOWN_ERROR: never('The carrier reported an error without saying which.'),

  THROTTLED: later('The carrier asks to slow down.'),
  QUEUE_FULL: later("The carrier's queue for this sender is full."),
  DAILY_LIMIT: later('The daily limit of the sender or the brand is used up.'),
  CARRIER_DOWN: later('The carrier says that it is out of service for now.'),
  CONNECTION_FAILED: later('No connection to the carrier: nothing was sent.'),
  SEND_BY_PASSED: later('The time to begin sending passed before a connection was free: nothing was sent.'),
  ABORTED: later('The send was stopped before it began: nothing was sent.'),
  UNAUTHORISED: later("The carrier does not accept the account's credentials; check them.", true),
  ACCOUNT_SUSPENDED: later('The account is suspended or its balance is used up; ask the carrier.', true),
  MISCONFIGURED: later("The carrier does not know this address; check the account's base URL and ids.", true),

  NO_ANSWER: uncertain('The request was written, and no answer came in time.'),
  CONNECTION_LOST: uncertain('The request was written, and the connection broke before an answer.'),
  SERVER_ERROR: uncertain('The carrier failed while it handled the request; it may have taken the text.'),
  PARTLY_TAKEN: uncertain(
    'The carrier took some parts of a long text and then no more; the rest was not sent.',
  ),
  ANSWER_UNREADABLE: uncertain("The carrier's answer could not be read, so its message id is not known."),
} as const satisfies Record<string, CarrierErrorKind>;

export type CarrierErrorCode = keyof typeof carrierErrors;

/** Whether a text that met this error may be sent again. */
export function retryOf(code: CarrierErrorCode): CarrierRetry {
  return carrierErrors[code].retry;
}

/** Whether a person has to act on this error. */
export function needsPerson(code: CarrierErrorCode): boolean {
  return carrierErrors[code].alarm;
}

/** A carrier's own codes, each with Parley's word for it. */
export type CarrierErrorTable = ReadonlyMap<string, CarrierErrorCode>;

/** Builds a carrier's table from rows `[parley's code, ...the carrier's codes]`; a code in two rows is a bug. */
export function errorTable(
  rows: readonly (readonly [CarrierErrorCode, ...(string | number)[]])[],
): CarrierErrorTable {
  const table = new Map<string, CarrierErrorCode>();
  for (const [code, ...theirs] of rows) {
    for (const their of theirs) {
      const key = String(their);
      if (table.has(key)) throw new Error(`Carrier code ${key} is in the table twice.`);
      table.set(key, code);
    }
  }
  return table;
}
