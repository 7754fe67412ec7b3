import { Injectable } from '@nestjs/common';
import { Database, prepared, uuidArray, type Statement } from '@parley/persistence';
import { UnknownsStore, type UnknownText } from './unknowns.store.js';

const COLUMNS = `u.mt_id AS "mtId", m.subscriber, m.sender, m.conversation_id AS "conversationId", m.body AS text, m.code,
  m.carrier, u.since, u.surfaced_at IS NOT NULL AS surfaced
  FROM dispatcher.unknowns u JOIN dispatcher.mt m ON m.id = u.mt_id
  WHERE u.resolved_at IS NULL AND m.status = 'unknown'`;

const list = prepared('console.unknowns.list', `SELECT ${COLUMNS} ORDER BY u.since LIMIT $1`);
const among = prepared('console.unknowns.among', `SELECT ${COLUMNS} AND u.mt_id = ANY($1::uuid[])`);

type Row = Omit<UnknownText, 'since' | 'text' | 'code' | 'carrier'> & {
  readonly since: Date;
  readonly text: string | null;
  readonly code: string | null;
  readonly carrier: string | null;
};

@Injectable()
export class PgUnknownsStore extends UnknownsStore {
  constructor(private readonly database: Database) {
    super();
  }

  list(most: number): Promise<UnknownText[]> {
    return this.rows(list(most));
  }

  among(mtIds: readonly string[]): Promise<UnknownText[]> {
    return this.rows(among(uuidArray(mtIds)));
  }

  private async rows(statement: Statement): Promise<UnknownText[]> {
    const rows = await this.database.query<Row>(statement);
    return rows.map(({ since, text, code, carrier, ...rest }) => ({
      ...rest,
      text: text ?? undefined,
      code: code ?? undefined,
      carrier: carrier ?? undefined,
      since: since.toISOString(),
    }));
  }
}
