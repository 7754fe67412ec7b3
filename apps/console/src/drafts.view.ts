import type {
  Change,
  ChangedText,
  ChangeKind,
  FieldDifference,
  FlowOutline,
  KeywordOutline,
  ReplayedTexts,
} from '@parley/config';

/** What is wrong with a draft, at its place (from 1). */
export interface DraftProblem {
  readonly line: number;
  readonly column: number;
  readonly code: string;
  readonly message: string;
}

export type { Explanation } from '@parley/config';

export interface CheckView {
  readonly problems: readonly DraftProblem[];
  /** Those that can be read. */
  readonly senders: readonly string[];
  readonly keywords: readonly KeywordOutline[];
  readonly flows: readonly FlowOutline[];
}

export interface PlannedChange {
  readonly concern: ChangeKind;
  readonly action: Change['action'];
  readonly kind: Change['kind'];
  readonly key: string;
  /** What is not what it was; of an entry that comes or goes as a whole: nothing. */
  readonly fields: readonly FieldDifference[];
}

/** News of a dry run: how far it has come, and at its end what it found. */
export interface DryRunNews {
  readonly read: number;
  readonly of: number;
  readonly result?: DryRunResult;
}

export interface DryRunResult extends Omit<ReplayedTexts, 'list'> {
  readonly days: number;
  /** The first of them; `changed` counts all. Numbers as whoever asks may see them, three at most. */
  readonly list: readonly (ChangedText & { readonly people: number })[];
}
