import { Injectable } from '@nestjs/common';
import { Database, prepared, uuidArray, type Statement } from '@parley/persistence';
import { UnknownsStore, type UnknownList, type UnknownSearch, type UnknownText } from './unknowns.store.js';

const OPEN = `dispatcher.unknowns u JOIN dispatcher.mt m ON m.id = u.mt_id
  WHERE u.resolved_at IS NULL AND m.status = 'unknown'`;
const COLUMNS = `u.mt_id AS "mtId", m.subscriber, m.sender, m.conversation_id AS "conversationId", m.body AS text, m.code,
  m.carrier, u.since, u.surfaced_at IS NOT NULL AS surfaced
  FROM ${OPEN}`;

/** $1 from when on, or null · $2 until when, or null */
const WITHIN = `($1::timestamptz IS NULL OR u.since >= $1) AND ($2::timestamptz IS NULL OR u.since < $2)`;

const list = prepared(
  'console.unknowns.list',
  `SELECT ${COLUMNS} AND ${WITHIN} AND ($3::text IS NULL OR m.sender = $3) AND ($4::text IS NULL OR m.carrier = $4)
   ORDER BY u.since, u.mt_id LIMIT $5`,
);
const counts = prepared(
  'console.unknowns.counts',
  `SELECT m.sender, m.carrier, count(*) AS texts, count(*) FILTER (WHERE ${WITHIN}) AS within
   FROM ${OPEN} GROUP BY m.sender, m.carrier ORDER BY m.sender, m.carrier`,
);
const among = prepared('console.unknowns.among', `SELECT ${COLUMNS} AND u.mt_id = ANY($1::uuid[])`);

type Row = Omit<UnknownText, 'since' | 'text' | 'code' | 'carrier'> & {
  readonly since: Date;
  readonly text: string | null;
  readonly code: string | null;
  readonly carrier: string | null;
};

interface Count {
  readonly sender: string;
  readonly carrier: string | null;
  readonly texts: number;
  /** Of them within the time that is looked for. */
  readonly within: number;
}

@Injectable()
export class PgUnknownsStore extends UnknownsStore {
  constructor(private readonly database: Database) {
    super();
  }

  async list(search: UnknownSearch, most: number): Promise<UnknownList> {
    const { sender, carrier, since, until } = search;
    const within = [since ?? null, until ?? null];
    const [texts, found] = await Promise.all([
      this.rows(list(...within, sender ?? null, carrier ?? null, most)),
      this.database.query<Count>(counts(...within)),
    ]);
    const fitting = found.filter(
      (row) =>
        (sender === undefined || row.sender === sender) && (carrier === undefined || row.carrier === carrier),
    );
    return {
      texts,
      fit: fitting.reduce((sum, row) => sum + row.within, 0),
      senders: sumsOf(found, ({ sender: name }) => name),
      carriers: sumsOf(found, ({ carrier: name }) => name),
    };
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

function sumsOf(
  counted: readonly Count[],
  nameOf: (row: Count) => string | null,
): { name: string; texts: number }[] {
  const sums = new Map<string, number>();
  for (const row of counted) {
    const name = nameOf(row);
    if (name !== null) sums.set(name, (sums.get(name) ?? 0) + row.texts);
  }
  return [...sums].map(([name, texts]) => ({ name, texts })).toSorted((a, b) => a.name.localeCompare(b.name));
}
