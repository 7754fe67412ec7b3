/** What can be wrong with a file of golden conversations. */
export type ConversationProblemCode =
  | 'YAML_INVALID'
  | 'FIELD_UNKNOWN'
  | 'FIELD_MISSING'
  | 'FIELD_INVALID'
  | 'PARLEY_FILE_INVALID'
  | 'SENDER_UNCLEAR'
  | 'TIME_INVALID'
  | 'STEP_UNCLEAR'
  | 'NOTHING_EXPECTED'
  | 'EVENT_UNKNOWN'
  | 'POOL_UNKNOWN'
  | 'POOL_SHARED'
  | 'TEXT_UNKNOWN';

export interface ConversationProblem {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly code: ConversationProblemCode;
  /** One sentence: what is wrong and what to do. */
  readonly message: string;
}

/** All that is wrong with a file, each with its line; nothing of it is played. */
export class ConversationFileError extends Error {
  readonly code = 'CONVERSATION_FILE_INVALID';

  constructor(readonly problems: readonly ConversationProblem[]) {
    super(problems.map((p) => `${p.file}:${p.line} ${p.code} ${p.message}`).join('\n'));
    this.name = 'ConversationFileError';
  }
}
