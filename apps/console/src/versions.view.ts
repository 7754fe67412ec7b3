import type { PlannedChange } from './drafts.view.js';

/** A version without its text. */
export interface VersionHead {
  readonly revision: string;
  /** ISO 8601. */
  readonly appliedAt: string;
  /** Absent where the command line applied it. */
  readonly by?: string | undefined;
  readonly reason?: string | undefined;
  readonly file: string;
  readonly counts: Readonly<Record<'add' | 'change' | 'remove', number>>;
}

export interface VersionView {
  /** Absent where nothing was applied yet. */
  readonly head?: VersionHead;
  readonly text: string;
  /** Against the one before it; absent where one of the two is no longer a file that this release takes. */
  readonly changes?: readonly PlannedChange[];
}

/** What comes with BASE_OUTDATED. */
export interface OutdatedView {
  readonly latest: VersionHead;
  readonly changes?: readonly PlannedChange[];
}
