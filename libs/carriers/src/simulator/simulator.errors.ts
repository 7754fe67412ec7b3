import { errorTable } from '../carrier-errors.js';

/** The simulator dialect's error words, in answers to sends and in receipts. */
export const simulatorErrors = errorTable([
  ['INVALID_NUMBER', 'invalid_number'],
  ['INVALID_SENDER', 'invalid_sender'],
  ['OPTED_OUT_AT_CARRIER', 'opted_out'],
  ['UNREACHABLE', 'unreachable'],
  ['LANDLINE', 'landline'],
  ['FILTERED', 'filtered'],
  ['GEO_BLOCKED', 'geo_blocked'],
  ['TEXT_INVALID', 'text_invalid'],
  ['UNREGISTERED', 'unregistered'],
  ['REFUSED', 'bad_request'],
  ['EXPIRED', 'expired'],
  ['UNKNOWN_ERROR', 'unknown_error'],
  ['THROTTLED', 'throttled'],
  ['QUEUE_FULL', 'queue_full'],
  ['DAILY_LIMIT', 'daily_limit'],
  ['CARRIER_DOWN', 'out_of_service'],
  ['UNAUTHORISED', 'unauthorised'],
  ['ACCOUNT_SUSPENDED', 'account_suspended'],
]);
