import { caseMessagePlace } from '../../../apps/keyword-router/src/domain/case-message-place.js';
import { mtPlace } from '../../../apps/dispatcher/src/domain/mt-place.js';
import { entryPlace, lastTextPlace } from '../../../apps/console/src/domain/story-places.js';

/** A row as JSON. */
export type PersonRow = Readonly<Record<string, unknown>>;

/** A column in which a service seals what was said. */
export interface SealedColumn {
  readonly column: string;
  readonly service: string;
  /** Where what was sealed belongs, so that it opens nowhere else. */
  readonly place: (row: PersonRow) => string;
  /** What the row says once it is open. */
  readonly opened: (said: string, row: PersonRow) => PersonRow;
}

/** A column that rests sealed as a whole: no condition can tell whose a row is, so each is read and opened. */
export interface SealedRecords {
  readonly column: string;
  readonly isOf: (opened: string, number: string) => boolean;
}

/** Where a table holds something of a person. */
export interface PersonTable {
  /** By which name it stands in the document. */
  readonly section: string;
  /** With its schema; `t` in the condition. */
  readonly table: string;
  /** By which a person's rows are told: a condition with `$1` for the number as it rests. */
  readonly of: string | SealedRecords;
  /** By which its rows are put in order. */
  readonly order: string;
  /** Columns that say nothing of the person: places in a queue, leases, search. */
  readonly without?: readonly string[];
  readonly sealed?: SealedColumn;
}

const ITS = 't.subscriber = $1';
const OF_MT = 'EXISTS (SELECT 1 FROM dispatcher.mt m WHERE m.id = t.mt_id AND m.subscriber = $1)';

/** Every table that holds something of a person, but the consent ledger, which comes with its proof. */
export const personTables: readonly PersonTable[] = [
  { section: 'consents', table: 'subscriptions.consents', of: ITS, order: 'version', without: ['head'] },
  { section: 'preferences', table: 'subscriptions.preferences', of: ITS, order: 'version' },
  { section: 'fallbackTexts', table: 'subscriptions.fallbacks', of: ITS, order: 'sender' },
  {
    section: 'conversations',
    table: 'router.conversations',
    of: ITS,
    order: 'sender',
    without: ['last_traceparent'],
  },
  { section: 'flows', table: 'router.dialogues', of: ITS, order: 'sender' },
  { section: 'coupons', table: 'router.coupons', of: ITS, order: 'given_at', without: ['place'] },
  { section: 'cases', table: 'router.cases', of: ITS, order: 'opened_at' },
  {
    section: 'caseMessages',
    table: 'router.case_messages',
    of: 'EXISTS (SELECT 1 FROM router.cases c WHERE c.id = t.case_id AND c.subscriber = $1)',
    order: 'said_at',
    sealed: {
      column: 'sealed_body',
      service: 'keyword-router',
      place: ({ event_id }) => caseMessagePlace(event_id as string),
      opened: (body) => ({ body }),
    },
  },
  { section: 'consentsOfRouter', table: 'router.consents', of: ITS, order: 'sender, program' },
  { section: 'preferencesOfRouter', table: 'router.preferences', of: ITS, order: 'preference' },
  {
    section: 'textsWaiting',
    table: 'dispatcher.queue',
    of: ITS,
    order: 'seq',
    without: ['claimed_by', 'slot_at', 'send_by', 'traceparent', 'text_mark'],
  },
  {
    section: 'texts',
    table: 'dispatcher.mt',
    of: ITS,
    order: 'queued_at',
    without: ['traceparent', 'text_mark'],
    sealed: {
      column: 'sealed_body',
      service: 'dispatcher',
      place: ({ id }) => mtPlace(id as string),
      opened: (body) => ({ body }),
    },
  },
  { section: 'textsUnknown', table: 'dispatcher.unknowns', of: OF_MT, order: 'since' },
  { section: 'textParts', table: 'dispatcher.carrier_messages', of: OF_MT, order: 'kept_at' },
  {
    section: 'receiptsUnmatched',
    table: 'dispatcher.orphan_receipts',
    of: `(${ITS} OR ${OF_MT})`,
    order: 'kept_at',
  },
  { section: 'consentsOfDispatcher', table: 'dispatcher.consents', of: ITS, order: 'sender, program' },
  { section: 'reachability', table: 'dispatcher.recipients', of: ITS, order: 'failed_at' },
  { section: 'numbersOfPools', table: 'dispatcher.sticky_numbers', of: ITS, order: 'sender' },
  { section: 'textsCounted', table: 'dispatcher.sent_days', of: ITS, order: 'day' },
  { section: 'textsRepeated', table: 'dispatcher.repeats', of: ITS, order: 'at' },
  {
    section: 'campaigns',
    table: 'dispatcher.campaigns',
    of: '$1 = ANY(t.subscribers)',
    order: 'requested_at',
    without: ['subscribers', 'taken_by', 'taken_until', 'reached_to'],
  },
  { section: 'partsOfTexts', table: 'ingest.parts', of: ITS, order: 'arrived_at' },
  {
    section: 'notYetOnKafka',
    table: 'ingest.spool',
    of: {
      column: 'record',
      isOf: (record, number) => (JSON.parse(record) as { key?: unknown }).key === number,
    },
    order: 'id',
  },
  {
    section: 'notKnownToBePublished',
    table: 'messaging.outbox',
    of: { column: 'records', isOf: (records, number) => records.includes(`"${number}"`) },
    order: 'created_at',
    without: ['records'],
  },
  { section: 'parked', table: 'messaging.parked', of: 't.key = $1', order: 'id' },
  {
    section: 'story',
    table: 'console.story',
    of: ITS,
    order: 'at',
    without: ['trace_id', 'word_marks'],
    sealed: {
      column: 'sealed',
      service: 'console',
      place: ({ event_id }) => entryPlace(event_id as string),
      opened: (said, { data }) => {
        const { text, data: words } = JSON.parse(said) as { text?: string; data?: object };
        return { ...(text !== undefined && { text }), data: { ...(data as object), ...words } };
      },
    },
  },
  {
    section: 'conversationsInConsole',
    table: 'console.conversations',
    of: ITS,
    order: 'sender',
    sealed: {
      column: 'sealed_last_text',
      service: 'console',
      place: ({ conversation_id }) => lastTextPlace(conversation_id as string),
      opened: (said, { last_text }) => ({ last_text: last_text ?? said }),
    },
  },
  {
    section: 'webhooks',
    table: 'console.webhook_deliveries',
    of: ITS,
    order: 'id',
    without: ['traceparent', 'due_at'],
  },
];
