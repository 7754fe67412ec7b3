import { Injectable } from '@nestjs/common';
import { Database, prepared } from '@parley/persistence';
import { AuditStore, type AuditedChange, type AuditEntry, type AuditSearch } from './audit.store.js';

const append = prepared(
  'console.audit.append',
  `INSERT INTO console.audit (who, roles, action, target, outcome, code, why)
   SELECT c.who, c.roles, c.action, c.target, c.outcome, c.code, c.why
   FROM json_to_recordset($1::json)
     AS c(who text, roles text[], action text, target text, outcome text, code text, why text)`,
);

const search = prepared(
  'console.audit.search',
  `SELECT id, at, who, roles, action, target, outcome, code, why FROM console.audit
   WHERE ($1::text IS NULL OR who ILIKE '%' || $1 || '%')
     AND ($2::text IS NULL OR concat_ws(' ', action, target, code, why) ILIKE '%' || $2 || '%')
     AND ($3::text IS NULL OR outcome = $3)
     AND ($4::timestamptz IS NULL OR at >= $4) AND ($5::timestamptz IS NULL OR at < $5)
     AND ($6::bigint IS NULL OR id < $6)
   ORDER BY id DESC LIMIT $7`,
);

type Row = Omit<AuditEntry, 'at' | 'target' | 'code' | 'why'> & {
  readonly at: Date;
  readonly target: string | null;
  readonly code: string | null;
  readonly why: string | null;
};

/** The log in `console.audit`, where a trigger refuses to change or remove anything. */
@Injectable()
export class PgAuditStore extends AuditStore {
  constructor(private readonly database: Database) {
    super();
  }

  async append(changes: readonly AuditedChange[]): Promise<void> {
    await this.database.query(append(JSON.stringify(changes)));
  }

  async search(sought: AuditSearch, most: number): Promise<AuditEntry[]> {
    const { who, what, outcome, since, until, before } = sought;
    const words = [who, what].map((each) => (each ? escaped(each) : null));
    const rows = await this.database.query<Row>(
      search(...words, outcome ?? null, since ?? null, until ?? null, before ?? null, most),
    );
    return rows.map(({ at, target, code, why, ...rest }) => ({
      ...rest,
      at: at.toISOString(),
      target: target ?? undefined,
      code: code ?? undefined,
      why: why ?? undefined,
    }));
  }
}

/** For LIKE: what was typed is meant as it stands. */
const escaped = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
