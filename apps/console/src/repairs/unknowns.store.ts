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

/** What is looked for; what is absent does not matter. */
export interface UnknownSearch {
  readonly sender?: string | undefined;
  readonly carrier?: string | undefined;
  /** ISO 8601: of when it was sent and nothing was known. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

export interface UnknownList {
  /** The oldest first. */
  readonly texts: readonly UnknownText[];
  /** How many fit, though not all are shown. */
  readonly fit: number;
  /** All senders and carriers that there are such texts of, whatever is looked for. */
  readonly senders: readonly { name: string; texts: number }[];
  readonly carriers: readonly { name: string; texts: number }[];
}

/** Reads the dispatcher's unknowns; what is said of them goes to it as an event. */
export abstract class UnknownsStore {
  /** At most so many of those that fit. */
  abstract list(search: UnknownSearch, most: number): Promise<UnknownList>;
  /** Those of these that are still unknown. */
  abstract among(mtIds: readonly string[]): Promise<UnknownText[]>;
}
