/** What can be wrong with a parley.yaml; stable, for scripts and documentation. */
export type ProblemCode =
  | 'YAML_SYNTAX'
  | 'FIELD_MISSING'
  | 'FIELD_UNKNOWN'
  | 'FIELD_REPEATED'
  | 'FIELD_WRONG_TYPE'
  | 'FIELD_NEEDS_QUOTES'
  | 'FIELD_INVALID'
  | 'VALUE_UNKNOWN'
  | 'VERSION_UNSUPPORTED'
  | 'SENDER_DUPLICATE'
  | 'SENDER_UNKNOWN'
  | 'CARRIER_UNKNOWN'
  | 'CARRIER_TWICE'
  | 'POOL_EMPTY'
  | 'POOL_NAME'
  | 'POOL_NUMBER_TWICE'
  | 'POOL_NUMBER_IS_SENDER'
  | 'POOL_FIELD_OF_NUMBER'
  | 'PROGRAM_DUPLICATE'
  | 'PROGRAM_UNKNOWN'
  | 'PROGRAM_OF_OTHER_SENDER'
  | 'PREFERENCE_DUPLICATE'
  | 'PREFERENCE_WITHOUT_CHOICES'
  | 'PREFERENCE_FIELD_OF_OTHER_TYPE'
  | 'PREFERENCE_RANGE_EMPTY'
  | 'CHOICE_DUPLICATE'
  | 'CHOICE_RESERVED'
  | 'FLOW_DUPLICATE'
  | 'FLOW_UNKNOWN'
  | 'FLOW_OF_OTHER_SENDER'
  | 'FLOW_LOOP'
  | 'STEP_DUPLICATE'
  | 'STEP_UNKNOWN'
  | 'STEP_UNREACHABLE'
  | 'STEP_WITHOUT_ANSWER'
  | 'COUPON_SOURCE'
  | 'POOL_DUPLICATE'
  | 'POOL_UNKNOWN'
  | 'WEBHOOK_DUPLICATE'
  | 'WEBHOOK_WITH_CREDENTIALS'
  | 'PREFERENCE_UNKNOWN'
  | 'ZONE_UNKNOWN'
  | 'TEMPLATE_INVALID'
  | 'TEMPLATE_VARIABLE_UNKNOWN'
  | 'TEMPLATE_OUTSIDE_FLOW'
  | 'KEYWORD_ACTION'
  | 'KEYWORD_DUPLICATE'
  | 'KEYWORD_RESERVED'
  | 'KEYWORD_UNREACHABLE'
  | 'PATTERN_INVALID'
  | 'PATTERN_AMBIGUOUS'
  | 'PATTERN_TOO_MANY'
  | 'CONFIRM_WORD_RESERVED'
  | 'PROMPT_WITHOUT_NAME'
  | 'PROMPT_WITHOUT_FREQUENCY'
  | 'PROMPT_WITHOUT_RATES'
  | 'PROMPT_WITHOUT_HELP'
  | 'PROMPT_WITHOUT_STOP'
  | 'PROMPT_WITHOUT_CONFIRM_WORD'
  | 'PROMPT_WITHOUT_BIRTH_DATE'
  | 'INVALID_ANSWER_WITHOUT_ANSWER'
  | 'DISCLOSURE_WITHOUT_NAME'
  | 'DISCLOSURE_WITHOUT_FREQUENCY'
  | 'DISCLOSURE_WITHOUT_RATES'
  | 'OPT_IN_WITHOUT_NAME'
  | 'OPT_IN_WITHOUT_RATES'
  | 'OPT_IN_WITHOUT_HELP'
  | 'OPT_IN_WITHOUT_STOP'
  | 'REFUSAL_WITHOUT_NAME'
  | 'REFUSAL_MARKETING'
  | 'WELCOME_WITHOUT_NAME'
  | 'WELCOME_WITHOUT_FREQUENCY'
  | 'WELCOME_WITHOUT_RATES'
  | 'WELCOME_WITHOUT_HELP'
  | 'WELCOME_WITHOUT_STOP'
  | 'HELP_WITHOUT_BRAND'
  | 'HELP_WITHOUT_CONTACT'
  | 'GOODBYE_WITHOUT_NAME'
  | 'GOODBYE_WITHOUT_END'
  | 'GOODBYE_MARKETING'
  | 'TEXT_TOO_LONG';

/** Where in the file: fields by name, entries of a list by index. */
export type Path = readonly (string | number)[];

/** A problem before it has a place in the text: `on` says whether the field's name or its value is meant. */
export interface Finding {
  readonly path: Path;
  readonly on: 'key' | 'value';
  readonly code: ProblemCode;
  readonly message: string;
}

export interface Problem {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  readonly code: ProblemCode;
  /** One sentence: what is wrong and what to do. */
  readonly message: string;
}

/** All that is wrong with a file, at once; nothing of it was applied. */
export class ParleyFileError extends Error {
  readonly code = 'PARLEY_FILE_INVALID';

  constructor(readonly problems: readonly Problem[]) {
    super(problems.map(formatProblem).join('\n'));
    this.name = 'ParleyFileError';
  }
}

/** `parley.yaml:12:5 KEYWORD_RESERVED …`: editors and terminals make a link of it. */
export function formatProblem(problem: Problem): string {
  return `${problem.file}:${problem.line}:${problem.column} ${problem.code} ${problem.message}`;
}
