import { errorTable } from '../carrier-errors.js';

/**
 * Telnyx's error codes, in answers to sends and in `message.finalized`
 * (developers.telnyx.com/docs/messaging/messages/error-codes; 1xxxx and 2xxxx: …/api-fundamentals/api-errors).
 */
export const telnyxErrors = errorTable([
  // The person's number.
  ['INVALID_NUMBER', 10_002, 40_012, 40_310],
  ['LANDLINE', 40_001, 40_301, 40_319],
  ['UNREACHABLE', 40_006, 40_008],
  ['OPTED_OUT_AT_CARRIER', 40_300],
  ['GEO_BLOCKED', 40_309],
  // The text.
  ['TEXT_INVALID', 40_009, 40_302, 40_304, 40_316, 40_317, 40_328],
  ['FILTERED', 40_002, 40_003, 40_015, 40_017, 40_322],
  ['EXPIRED', 40_005, 40_014],
  // Our sender and its registration.
  ['INVALID_SENDER', 10_001, 40_013, 40_100, 40_150, 40_151, 40_305, 40_306, 40_308, 40_315, 40_320, 40_321],
  ['UNREGISTERED', 40_010, 40_329, 40_330],
  // The account: its key, its profile's secret, its addresses, its funds and limits.
  ['UNAUTHORISED', 10_009, 10_010, 40_311, 40_313],
  ['MISCONFIGURED', 10_003, 10_005],
  ['ACCOUNT_SUSPENDED', 20_016, 20_017, 20_100, 40_312, 40_314, 40_333],
  // Pace; 40016 and 40018 are the daily caps of T-Mobile and AT&T.
  ['THROTTLED', 10_011, 40_011],
  ['QUEUE_FULL', 40_318],
  ['DAILY_LIMIT', 40_016, 40_018],
  ['UNKNOWN_ERROR', 40_004],
]);
