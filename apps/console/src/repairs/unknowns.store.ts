/** A text of which nobody knows whether its carrier took it. */
export interface UnknownText {
  readonly mtId: string;
  readonly subscriber: string;
  readonly sender: string;
  readonly conversationId: string;
  readonly text: string | undefined;
  readonly code: string | undefined;
  readonly carrier: string | undefined;
  /** ISO 8601. */
  readonly since: string;
  /** No receipt came in the time in which one would have. */
  readonly surfaced: boolean;
}

/** Reads the dispatcher's unknowns; what is said of them goes to it as an event. */
export abstract class UnknownsStore {
  /** The oldest first. */
  abstract list(most: number): Promise<UnknownText[]>;
  /** Those of these that are still unknown. */
  abstract among(mtIds: readonly string[]): Promise<UnknownText[]>;
}
