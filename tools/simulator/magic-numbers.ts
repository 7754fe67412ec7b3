/** An error in both dialects' words. */
export interface MagicError {
  readonly simulator: string;
  readonly twilio: number;
  readonly message: string;
}

const error = (simulator: string, twilio: number, message: string): MagicError => ({
  simulator,
  twilio,
  message,
});

/**
 * Numbers whose texts the send API refuses: Twilio's own for testing
 * (twilio.com/docs/iam/test-credentials#test-sms-messages-parameters-To).
 */
export const refusedNumbers: ReadonlyMap<string, MagicError> = new Map([
  ['+15005550001', error('invalid_number', 21211, "Invalid 'To' phone number")],
  ['+15005550002', error('invalid_number', 21612, "This 'To' number cannot be reached from this sender")],
  ['+15005550003', error('geo_blocked', 21408, 'Permission to send to this region is not enabled')],
  ['+15005550004', error('opted_out', 21610, 'Attempt to send to unsubscribed recipient')],
  ['+15005550009', error('landline', 21614, "'To' number is not a valid mobile number")],
]);

/** Numbers whose texts are taken and then reported as undelivered: the simulator's own. */
export const undeliverableNumbers: ReadonlyMap<string, MagicError> = new Map([
  ['+15005550021', error('unreachable', 30003, 'Unreachable destination handset')],
  ['+15005550022', error('landline', 30006, 'Landline or unreachable carrier')],
  ['+15005550023', error('filtered', 30007, 'Message filtered')],
]);

/** What the send API checks before it takes a text. */
export const refusals = {
  number: error('invalid_number', 21211, "The 'To' number is not E.164"),
  noText: error('text_invalid', 21602, 'Message body is required'),
  longText: error('text_invalid', 21617, 'The text is longer than 1600 characters'),
} as const;

const e164 = /^\+[1-9]\d{6,14}$/;

/** Why a text is refused at once; undefined where it is taken. */
export function refusalOf(to: string, text: string): MagicError | undefined {
  if (!e164.test(to)) return refusals.number;
  if (text.length === 0) return refusals.noText;
  if (text.length > 1_600) return refusals.longText;
  return refusedNumbers.get(to);
}
