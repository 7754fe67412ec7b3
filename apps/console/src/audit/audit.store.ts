/** One change that was asked for, to be kept. */
export interface AuditedChange {
  /** The key's name or the token's subject; `nobody` where neither was known. */
  readonly who: string;
  readonly roles: readonly string[];
  readonly action: string;
  /** What it was done to; never a number, never a text. */
  readonly target: string | undefined;
  readonly outcome: 'ok' | 'refused';
  /** Why it was refused. */
  readonly code: string | undefined;
  /** Why whoever asked wanted it, in their words; numbers in it are masked. */
  readonly why: string | undefined;
}

export interface AuditEntry extends AuditedChange {
  readonly id: number;
  /** ISO 8601. */
  readonly at: string;
}

/** What is looked for; what is absent does not matter. */
export interface AuditSearch {
  /** A name, or a part of it. */
  readonly who?: string | undefined;
  /** An action, a target, a code or a reason, or a part of it. */
  readonly what?: string | undefined;
  readonly outcome?: 'ok' | 'refused' | undefined;
  /** ISO 8601. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  /** Only what is older than this entry. */
  readonly before?: number | undefined;
}

/** The append-only log of who changed what. */
export abstract class AuditStore {
  abstract append(changes: readonly AuditedChange[]): Promise<void>;
  /** The newest first. */
  abstract search(search: AuditSearch, most: number): Promise<AuditEntry[]>;
}
