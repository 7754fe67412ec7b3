import { Injectable } from '@nestjs/common';
import { Database, prepared } from '@parley/persistence';
import { CasesStore, type StoredCase, type StoredMessage } from './cases.store.js';

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
  `SELECT said_by, agent, body, said_at FROM router.case_messages WHERE case_id = $1 ORDER BY said_at LIMIT 500`,
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

/** Cases in `router.cases`. */
@Injectable()
export class PgCasesStore extends CasesStore {
  constructor(private readonly database: Database) {
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
    type Row = { said_by: string; agent: string | null; body: string; said_at: Date };
    const rows = await this.database.query<Row>(messages(id));
    return rows.map(({ said_by: by, agent, body: text, said_at: at }) => ({
      by,
      ...(agent !== null && { agent }),
      text,
      at: at.toISOString(),
    }));
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
