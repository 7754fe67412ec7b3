import { errorTable } from '../carrier-errors.js';

/** Codes of a receipt that are no error: delivered, queued, dispatched. */
export const sinchNoErrors: ReadonlySet<string> = new Set(['0', '400', '401']);

/**
 * Sinch's codes in receipts (developers.sinch.com/docs/sms/api-reference/sms/tag/Delivery-reports; below 400 and
 * from 100 on those of its SMPP side, …/docs/sms/smpp/10dlc-errors), and its words in answers to sends
 * (…/docs/sms/api-reference/status-codes).
 */
export const sinchErrors = errorTable([
  // The person's number: 402 has no route.
  ['INVALID_NUMBER', 300, 402],
  ['LANDLINE', 152],
  ['UNREACHABLE', 404, 417],
  ['GEO_BLOCKED', 412],
  // The text; 411 has more parts than allowed, 405 and 414 to 418 are of MMS and templates.
  ['TEXT_INVALID', 334, 405, 411, 414, 416, 418],
  ['FILTERED', 15, 62, 321, 415],
  ['EXPIRED', 406],
  // Our sender: 410 has no default originator; 60 is a campaign that is not active.
  ['INVALID_SENDER', 310, 410],
  ['UNREGISTERED', 60, 'unknown_campaign'],
  // The account.
  ['ACCOUNT_SUSPENDED', 413],
  ['DAILY_LIMIT', 64],
  ['UNAUTHORISED', 'unauthorized', 'forbidden'],
  ['MISCONFIGURED', 'missing_callback_url', 'resource_not_found'],
  ['THROTTLED', 'too_many_requests'],
  [
    'REFUSED',
    407,
    408,
    'syntax_invalid_json',
    'syntax_invalid_parameter_format',
    'syntax_constraint_violation',
    'unknown_group',
  ],
  ['UNKNOWN_ERROR', 349, 399, 403],
]);
