import { errorTable } from '../carrier-errors.js';

/**
 * Plivo's error codes in receipts (plivo.com/docs/messaging/troubleshooting/error-codes), and the words of its
 * answers to sends (plivo.com/docs/messaging/api/response), where a sentence stands for the parameter that it
 * begins with.
 */
export const plivoErrors = errorTable([
  // The person's number.
  ['INVALID_NUMBER', 50, 'dst'],
  ['UNREACHABLE', 70, 80],
  ['LANDLINE', 100],
  ['OPTED_OUT_AT_CARRIER', 200],
  // 201: from a toll-free number to Canada; 450, 451: the account's Geo Permissions and Fraud Shield.
  ['GEO_BLOCKED', 201, 450, 451],
  // The text.
  ['TEXT_INVALID', 10, 110, 'text'],
  ['FILTERED', 30],
  ['EXPIRED', 420],
  // Our sender and its registration.
  ['INVALID_SENDER', 40, 'src'],
  ['UNREGISTERED', 950],
  // The account.
  ['UNAUTHORISED', 'authentication_failed'],
  ['ACCOUNT_SUSPENDED', 900, 910],
  ['MISCONFIGURED', 'not_found'],
  // Pace.
  ['THROTTLED', 'rate_limit_exceeded'],
  // Something failed on the way, and sending again by oneself might send twice.
  ['REFUSED', 60, 90, 'invalid_parameter'],
  ['UNKNOWN_ERROR', 20, 300, 1000],
]);
