import type { Pool, PoolClient, QueryConfig, QueryResult } from 'pg';
import { Database, type Row } from './database.js';
import { DatabaseError } from './database-error.js';
import type { Statement } from './statement.js';

const BEGIN: QueryConfig = { text: 'BEGIN' };
const COMMIT: QueryConfig = { text: 'COMMIT' };

/** PostgreSQL by node-postgres in pipeline mode: a whole transaction goes out in one write. */
export class PgDatabase extends Database {
  constructor(private readonly pool: Pool) {
    super();
  }

  async query<R extends object = Row>(statement: Statement): Promise<R[]> {
    try {
      const result = await this.pool.query<R & Row>(statement as QueryConfig);
      return result.rows;
    } catch (error) {
      throw DatabaseError.from(error);
    }
  }

  async commit(statements: readonly Statement[]): Promise<Row[][]> {
    let client: PoolClient;
    try {
      client = await this.pool.connect();
    } catch (error) {
      throw DatabaseError.from(error);
    }
    const inFlight = [
      client.query(BEGIN),
      ...statements.map((statement) => client.query(statement as QueryConfig)),
      client.query(COMMIT),
    ];
    const settled = await Promise.allSettled<QueryResult<Row>>(inFlight);
    const failed = settled.find((outcome) => outcome.status === 'rejected');
    const error = failed && DatabaseError.from(failed.reason);
    client.release(error?.transient ? error : undefined);
    if (error) throw error;
    return settled
      .slice(1, -1)
      .map((outcome) => (outcome as PromiseFulfilledResult<QueryResult<Row>>).value.rows);
  }
}
