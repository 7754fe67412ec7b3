/** What an entry of a story is about, in the order in which one turn brings them. */
export const storyKinds = ['mo', 'decision', 'consent', 'mt', 'status', 'receipt', 'case', 'erased'] as const;

export type StoryKind = (typeof storyKinds)[number];

/** How a conversation stands, as its newest news says. */
export type StandingState = 'waiting' | 'answered' | 'refused' | 'unknown' | 'case';

/** One event, as the console keeps it. */
export interface StoryEntry {
  readonly eventId: string;
  readonly conversationId: string;
  readonly subscriber: string;
  /** Absent where a receipt does not say it. */
  readonly sender: string | undefined;
  readonly kind: StoryKind;
  /** ISO 8601. */
  readonly at: string;
  /** The MT that it is about. */
  readonly mtId: string | undefined;
  readonly text: string | undefined;
  readonly traceId: string;
  readonly data: Readonly<Record<string, unknown>>;
}
