/** A case, as people at the desk see it. Times are ISO 8601. */
export interface StoredCase {
  readonly id: string;
  readonly subscriber: string;
  readonly sender: string;
  readonly reason: string;
  readonly flow?: string;
  readonly step?: string;
  readonly openedAt: string;
  readonly closedAt?: string;
  readonly closedBy?: string;
}

export interface StoredMessage {
  /** `subscriber` or `agent`. */
  readonly by: string;
  readonly agent?: string;
  /** Empty where its key is gone, or it is damaged. */
  readonly text: string;
  readonly at: string;
}

/** Cases and what was said in them; written with the turns that cause them. */
export abstract class CasesStore {
  /** Open ones, or closed ones; the longest open and the newest closed first. */
  abstract list(state: 'open' | 'closed', most: number): Promise<StoredCase[]>;
  abstract find(id: string): Promise<StoredCase | undefined>;
  abstract messages(id: string): Promise<StoredMessage[]>;
}
