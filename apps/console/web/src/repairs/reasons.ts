/** What to do about a dead letter, by why it was set aside (docs/runbooks/dead-letters.md). */
const ADVICE: Readonly<Record<string, string>> = {
  SCHEMA_INVALID:
    'Its data does not fit the contract; the detail names the fields. Its producer has to be mended; this record you can edit and publish again.',
  UNKNOWN_TYPE:
    'A record of another kind lies on this topic: its producer writes to the wrong one. Only publish it here again if it is meant for it.',
  UNSUPPORTED_VERSION:
    'Its producer is newer than the consumer was. Deploy the consumer, then publish it again.',
  TOO_LARGE: 'It has more than 256 KiB. Its producer has to send less; there is nothing to publish again.',
};

export const adviceOn = (reason: string): string =>
  ADVICE[reason] ?? 'Nothing is known of this reason; its consumer’s log says more.';
