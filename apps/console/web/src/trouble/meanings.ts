/** What a refusal's code means to a person; the dispatcher's codes are in docs/dispatch.md. */
const MEANINGS: Readonly<Record<string, string>> = {
  OPTED_OUT: 'the person opted out; START lets texts through again',
  NO_CONSENT: 'the person has not joined the program that the text belongs to',
  EXPIRED: 'its time had passed before it could go',
  QUIET_HOURS: 'the hours of marketing where the person is come too late',
  SENDER_UNKNOWN: 'parley.yaml has no such sender',
  TOO_LONG: 'it has more segments than its sender allows',
  UNREACHABLE: 'the carrier could not reach the phone',
  UNREACHABLE_RECIPIENT: 'the number was given up after failures in a row, until the person writes',
  CANCELLED: 'it was called back before it went',
  ERASED: 'the person was erased while it waited',
  FREQUENCY_CAPPED: 'the person has had as many texts of the program today as it allows',
  DAILY_CAP: 'the sender had used up its segments of the day',
  GEO_BLOCKED: 'the sender does not text numbers of this country',
  VELOCITY_CAPPED: 'too many texts went to numbers of this prefix',
  LOOPING: 'the same text went to the same person too often',
  CONNECTION_LOST: 'the connection broke before the carrier said whether it took it',
  unknown: 'the carrier did not say whether it took it',
};

export const meaningOf = (code: string): string => MEANINGS[code] ?? '';
