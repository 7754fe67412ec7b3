import { Injectable } from '@nestjs/common';
import { SealedWords } from '@parley/messaging';
import { Database, prepared } from '@parley/persistence';
import { CasesStore, type StoredCase, type StoredMessage } from './cases.store.js';
import { caseMessagePlace } from './domain/case-message-place.js';

const columns = `id, subscriber, sender, reason, flow, step, opened_at, closed_at, closed_by`;

const listOpen = prepared(
  'router.cases.list-open',
  `SELECT ${columns} FROM router.cases WHERE closed_at IS NULL ORDER BY opened_at LIMIT $1`,
);
const listClosed = prepared(
  'router.cases.list-closed',
  `SELECT ${columns} FROM router.cases WHERE closed_at IS NOT NULL ORDER BY closed_at DESC LIMIT $1`,
);
const find = prepared('router.cases.find', `SELECT ${columns} FROM router.cases WHERE id = $1`);
const messages = prepared(
  'router.case-messages.of',
  `SELECT c.subscriber, m.event_id, m.said_by, m.agent, m.body, m.sealed_body, m.said_at
   FROM router.case_messages m JOIN router.cases c ON c.id = m.case_id
   WHERE m.case_id = $1 ORDER BY m.said_at LIMIT 500`,
);

interface CaseRow {
  id: string;
  subscriber: string;
  sender: string;
  reason: string;
  flow: string | null;
  step: string | null;
  opened_at: Date;
  closed_at: Date | null;
  closed_by: string | null;
}

interface MessageRow {
  subscriber: string;
  event_id: string;
  said_by: string;
  agent: string | null;
  /** Of messages before they were sealed. */
  body: string | null;
  sealed_body: Buffer | null;
  said_at: Date;
}

/** Cases in `router.cases`. */
@Injectable()
export class PgCasesStore extends CasesStore {
  constructor(
    private readonly database: Database,
    private readonly words: SealedWords,
  ) {
    super();
  }

  async list(state: 'open' | 'closed', most: number): Promise<StoredCase[]> {
    const rows = await this.database.query<CaseRow>(state === 'open' ? listOpen(most) : listClosed(most));
    return rows.map(caseOf);
  }

  async find(id: string): Promise<StoredCase | undefined> {
    const [row] = await this.database.query<CaseRow>(find(id));
    return row && caseOf(row);
  }

  async messages(id: string): Promise<StoredMessage[]> {
    const rows = await this.database.query<MessageRow>(messages(id));
    const open = await this.words.opener(rows.map(({ subscriber }) => subscriber));
    return rows.map(({ subscriber, event_id, said_by: by, agent, body, sealed_body: sealed, said_at }) => {
      const text = sealed === null ? body : open(subscriber, sealed, caseMessagePlace(event_id));
      return { by, ...(agent !== null && { agent }), text: text ?? '', at: said_at.toISOString() };
    });
  }
}

function caseOf(row: CaseRow): StoredCase {
  return {
    id: row.id,
    subscriber: row.subscriber,
    sender: row.sender,
    reason: row.reason,
    ...(row.flow !== null && { flow: row.flow }),
    ...(row.step !== null && { step: row.step }),
    openedAt: row.opened_at.toISOString(),
    ...(row.closed_at !== null && { closedAt: row.closed_at.toISOString() }),
    ...(row.closed_by !== null && { closedBy: row.closed_by }),
  };
}
