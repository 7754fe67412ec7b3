/** What a refusal's code means to a person; the dispatcher's codes are in docs/dispatch.md. */
const MEANINGS: Readonly<Record<string, string>> = {
  OPTED_OUT: 'the person opted out; START lets texts through again',
  NO_CONSENT: 'the person has not joined the program that the text belongs to',
  EXPIRED: 'its time had passed before it could go',
  QUIET_HOURS: 'it is night where the person is',
  UNKNOWN_SENDER: 'parley.yaml has no such sender',
  TOO_LONG: 'it has more segments than its sender allows',
  UNREACHABLE: 'the number was given up after failures in a row',
  unknown: 'the carrier did not say whether it took it',
};

export const meaningOf = (code: string): string => MEANINGS[code] ?? '';
