/** What is sealed of a table. */
export interface RestingColumns {
  readonly table: string;
  /** Columns that hold a person's number. */
  readonly numbers?: readonly string[];
  /** Columns that hold a list of them. */
  readonly lists?: readonly string[];
  /** Columns of text. */
  readonly words?: readonly string[];
  /** Columns of JSON that are sealed as a whole. */
  readonly json?: readonly string[];
}

const numbers = ['subscriber'];

/** Every column in which numbers and words rest under the house's seal, as services write them. */
export const restingColumns: readonly RestingColumns[] = [
  { table: 'ingest.parts', numbers, words: ['body'] },
  { table: 'ingest.spool', words: ['record'] },
  { table: 'messaging.outbox', words: ['records'] },
  { table: 'messaging.parked', numbers: ['key'], json: ['record'] },
  { table: 'router.case_messages', words: ['body'] },
  { table: 'router.cases', numbers },
  { table: 'router.consents', numbers },
  { table: 'router.conversations', numbers, words: ['recent_answers'] },
  { table: 'router.coupons', numbers },
  { table: 'router.dialogues', numbers, words: ['state'] },
  { table: 'router.preferences', numbers, json: ['value'] },
  { table: 'subscriptions.consents', numbers },
  { table: 'subscriptions.fallbacks', numbers },
  { table: 'subscriptions.ledger', numbers },
  { table: 'subscriptions.preferences', numbers, json: ['preferences'] },
  { table: 'dispatcher.campaigns', numbers: ['reached_to'], lists: ['subscribers'] },
  { table: 'dispatcher.consents', numbers },
  { table: 'dispatcher.mt', numbers, words: ['body'] },
  { table: 'dispatcher.orphan_receipts', numbers, json: ['receipt'] },
  { table: 'dispatcher.queue', numbers, words: ['body'] },
  { table: 'dispatcher.recipients', numbers },
  { table: 'dispatcher.repeats', numbers },
  { table: 'dispatcher.sent_days', numbers },
  { table: 'dispatcher.sticky_numbers', numbers },
  { table: 'console.conversations', numbers, words: ['last_text'] },
  { table: 'console.story', numbers, words: ['text'] },
  { table: 'console.webhook_deliveries', numbers, words: ['body'] },
];
