import { errorTable } from '../carrier-errors.js';

/**
 * Twilio's error codes, in answers to sends and in status callbacks (twilio.com/docs/api/errors). Codes that
 * are not here fall back to what the HTTP status says, and in a receipt to UNKNOWN_ERROR.
 */
export const twilioErrors = errorTable([
  // The person's number.
  ['INVALID_NUMBER', 21211, 21214, 21217, 21265, 21266, 21604, 21612],
  ['LANDLINE', 21614, 21635, 30006],
  ['UNREACHABLE', 30003, 30005],
  ['OPTED_OUT_AT_CARRIER', 21610],
  ['GEO_BLOCKED', 21408],
  // The text. 30007 (carrier violation) and 30004 (blocked) both mean that a filter stopped it.
  ['TEXT_INVALID', 21602, 21617, 21619, 30009],
  ['FILTERED', 30004, 30007, 30038, 30450],
  ['EXPIRED', 30036],
  // Our sender and its registration.
  ['INVALID_SENDER', 21212, 21601, 21603, 21606, 21608, 21659, 21660, 21661, 21701, 21703, 21705, 30024],
  ['UNREGISTERED', 30032, 30034],
  // The account.
  ['UNAUTHORISED', 20003, 20403],
  ['MISCONFIGURED', 20404],
  ['ACCOUNT_SUSPENDED', 20005, 30002],
  // Pace. 30022 comes from the networks behind Twilio, 20429 from Twilio's own API.
  ['THROTTLED', 20429, 30022],
  ['QUEUE_FULL', 21611, 30001],
  ['DAILY_LIMIT', 30023, 30027, 63038],
  ['CARRIER_DOWN', 20503],
  ['UNKNOWN_ERROR', 30008],
]);
