import { errorTable } from '../carrier-errors.js';

/**
 * The statuses of an answer to a send (developer.vonage.com/messaging/sms/guides/troubleshooting-sms). 0 is no
 * error. 5 (internal error) is no answer to the question that matters, so it is not here: see the sender.
 */
export const vonageSendErrors = errorTable([
  ['INVALID_NUMBER', 6, 33],
  ['OPTED_OUT_AT_CARRIER', 7],
  ['TEXT_INVALID', 12],
  ['REFUSED', 2, 3, 22],
  ['INVALID_SENDER', 15],
  ['UNAUTHORISED', 4, 11, 14, 32],
  // 29: an account on trial texts only the numbers on its list.
  ['ACCOUNT_SUSPENDED', 8, 9, 29],
  ['MISCONFIGURED', 23],
  // 10: more connections than the account may have.
  ['THROTTLED', 1, 10],
]);

/** A receipt's `err-code` (developer.vonage.com/messaging/sms/guides/delivery-receipts). 0 is no error. */
export const vonageReceiptErrors = errorTable([
  // 3: no longer in service; 11: no route to it.
  ['INVALID_NUMBER', 3, 11],
  // 2 absent, 4 barred by the person, 5 portability, 7 busy, 8 network, 12 not reached, 14 blocked by the
  // network, 15 the person's credit.
  ['UNREACHABLE', 2, 4, 5, 7, 8, 12, 14, 15],
  ['OPTED_OUT_AT_CARRIER', 9],
  ['FILTERED', 6, 13, 50, 52, 53],
  ['TEXT_INVALID', 10],
  // 51 and 54: headers and rules of networks that ask for registration, as in India.
  ['UNREGISTERED', 51, 54],
  ['DAILY_LIMIT', 16],
  ['UNKNOWN_ERROR', 1, 99],
]);
