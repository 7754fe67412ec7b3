/**
 * Why Parley does not send a text: the codes of `mt.status` with the statuses `refused`, `suppressed` and `expired`,
 * each with what it means. They are part of the contract; docs/dispatch.md has the same table.
 */
export const mtRefusals = {
  OPTED_OUT:
    'The person opted out of this program, or of all on this sender; START lets texts through again.',
  NO_CONSENT: 'The program lacks the consent of the person; bulk never goes without a program.',
  SENDER_UNKNOWN: 'The sender is not declared in parley.yaml.',
  PURPOSE_RESERVED: "Compliance purposes, the compliance lane and consents are for Parley's own services.",
  EXPIRED: 'Its time was over before it could be sent.',
  CANCELLED: 'It was called back, by itself, with its campaign, or with all that waited for the person.',
  ERASED: 'The person was erased while it waited.',
  TOO_LONG: 'It takes more segments than its program or its sender allows.',
  UNREACHABLE_RECIPIENT: 'The number failed several times in a row and is given up, until the person writes.',
  QUIET_HOURS: "Marketing that would expire before the person's hours begin, or whose hours nobody knows.",
  FREQUENCY_CAPPED: 'The person has had as many texts of the program today as it allows.',
  DAILY_CAP: "The sender's segments of the day are used up, and it is set to refuse what is beyond.",
  GEO_BLOCKED: 'The sender does not text numbers of this country.',
  VELOCITY_CAPPED: 'Too many texts of other services to numbers of this prefix.',
  LOOPING: 'The same text went to the same person too often.',
} as const satisfies Record<string, string>;

export type MtRefusal = keyof typeof mtRefusals;
