import { errorTable } from '../carrier-errors.js';

/**
 * Bandwidth's error codes in receipts (dev.bandwidth.com/docs/messaging/errors): 4000–4699 Bandwidth refused,
 * 4700–4999 the network refused, 5xxx something failed on the way, 9xxx nobody knows. In answers to sends the
 * `type` of the error, with the field that a `request-validation` complains of after a slash.
 */
export const bandwidthErrors = errorTable([
  // The person's number.
  ['INVALID_NUMBER', 4303, 4404, 4406, 4408, 4420, 4421, 4720, 4721, 4730, 'request-validation/to'],
  ['UNREACHABLE', 4702, 4753, 5620, 5650],
  ['LANDLINE', 4701, 4754],
  ['OPTED_OUT_AT_CARRIER', 4475, 4482, 4775],
  ['GEO_BLOCKED', 4432],
  // The text.
  ['TEXT_INVALID', 4301, 4350, 4411, 4435, 4711, 4735, 4751, 4752, 'request-validation/text'],
  ['TEXT_INVALID', 4410, 4412, 4710, 4712],
  ['FILTERED', 4470, 4750, 4770, 4771, 4772],
  ['EXPIRED', 4360, 4794],
  // Our sender and its registration.
  ['INVALID_SENDER', 4302, 4403, 4405, 4407, 4409, 4431, 4433, 4434, 4481, 4740, 'request-validation/from'],
  ['INVALID_SENDER', 4790, 4792, 4793],
  ['UNREGISTERED', 4476, 4773, 4774, 4791, 4795],
  // The account. A person has to mend its ids, so what they refuse may be sent once they are right.
  ['MISCONFIGURED', 4451, 4452, 'request-validation/applicationId', 'not-found'],
  ['UNAUTHORISED', 4493, 'unauthorized', 'forbidden'],
  // Pace. 478x come from the networks: the text is gone, and others should come slower.
  ['THROTTLED', 4780, 4781, 4785, 'too-many-requests'],
  ['QUEUE_FULL', 5600],
  ['REFUSED', 4001, 4401, 4492, 4700, 'request-validation', 'unsupported-media-type'],
  ['UNKNOWN_ERROR', 5100, 5101, 5106, 5111, 5201, 5211, 5220, 5231, 5500, 5501, 5610, 5630, 5999],
  // 9902: no receipt came from the network in time, so the text may well have arrived.
  ['UNKNOWN_ERROR', 9902, 9999],
]);
