/**
 * Why Parley does not send a text: the codes of `mt.status` with the statuses `refused`, `suppressed` and `expired`,
 * each with what it means. They are part of the contract; docs/dispatch.md has the same table.
 */
export const refusals = {
  OPTED_OUT: 'The person ended this program, or everything on this sender.',
  NO_CONSENT: 'The program lacks the consent of the person; bulk never goes without a program.',
  SENDER_UNKNOWN: 'The sender is not declared in parley.yaml.',
  PURPOSE_RESERVED: "Compliance purposes, the compliance lane and consents are for Parley's own services.",
  EXPIRED: 'Its time was over before it could be sent.',
  CANCELLED: 'It was called back, by itself, with its campaign, or with all that waited for the person.',
} as const satisfies Record<string, string>;

export type RefusalCode = keyof typeof refusals;
