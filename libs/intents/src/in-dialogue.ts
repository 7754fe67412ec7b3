import type { Meaning } from './meaning.js';

/** What a text means to a conversation that is in the middle of something, and where that stands among the rest. */
export interface InDialogue {
  readonly meaning: Meaning;
  /**
   * `confirm`: before the words that confirm an opt-in (YES), as none is asked for; `keywords`: after every
   * compliance word; `handoff`: only when nothing else matches, as it is no answer.
   */
  readonly before: 'confirm' | 'keywords' | 'handoff';
  /** Whether every text would be that: a person reads along, or a flow asked for free words. */
  readonly takesAnything?: boolean | undefined;
}
