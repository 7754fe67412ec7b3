import type { Duplex } from 'node:stream';
import type { Pool, PoolClient, QueryConfig, QueryResult } from 'pg';
import { prepareValue } from 'pg/lib/utils.js';
import { IN_THE_CLEAR, type AtRest } from './at-rest/at-rest.js';
import { Database, type Row } from './database.js';
import { DatabaseError } from './database-error.js';
import { arrayLiteral } from './array-literal.js';
import type { Statement } from './statement.js';

/** The driver's connection: its types leave out the stream. */
interface Corked {
  readonly connection: { readonly stream: Pick<Duplex, 'cork' | 'uncork'> };
}

const BEGIN: QueryConfig = { text: 'BEGIN' };
const COMMIT: QueryConfig = { text: 'COMMIT' };

/** A connection that is cut fails its statements, or the next one; without a listener the same news would end the process. */
const heard = (): void => undefined;

/** PostgreSQL by node-postgres in pipeline mode: a whole transaction goes out in one write. */
export class PgDatabase extends Database {
  private readonly texts = new Map<string, string>();

  constructor(
    private readonly pool: Pool,
    override readonly rest: AtRest = IN_THE_CLEAR,
  ) {
    super();
    // Not when `connect` resolves: the server's last words may stand in the packet that made the connection free.
    pool.on('acquire', (client) => client.on('error', heard));
    pool.on('release', (_, client) => client.off('error', heard));
    pool.on('error', heard); // of an idle one
  }

  async query<R extends object = Row>(statement: Statement): Promise<R[]> {
    try {
      const result = await this.pool.query<R & Row>(this.sendable(statement));
      return result.rows;
    } catch (error) {
      throw DatabaseError.from(error);
    }
  }

  async commit(statements: readonly Statement[]): Promise<Row[][]> {
    let client: PoolClient;
    let configs: QueryConfig[];
    try {
      configs = statements.map((statement) => this.sendable(statement));
      client = await this.pool.connect();
    } catch (error) {
      throw DatabaseError.from(error);
    }
    const { stream } = (client as unknown as Corked).connection;
    stream.cork(); // else each statement is a write of its own, and wakes the server by itself
    const inFlight = [BEGIN, ...configs, COMMIT].map((config) => client.query<Row>(config));
    stream.uncork();
    const settled = await Promise.allSettled<QueryResult<Row>>(inFlight);
    const failed = settled.find((outcome) => outcome.status === 'rejected');
    const error = failed && DatabaseError.from(failed.reason);
    client.release(error?.transient ? error : undefined);
    if (error) throw error;
    return settled
      .slice(1, -1)
      .map((outcome) => (outcome as PromiseFulfilledResult<QueryResult<Row>>).value.rows);
  }

  /**
   * Whatever the driver would refuse to send is refused here, before BEGIN: the statements are on their way
   * together, so COMMIT would keep the others.
   */
  private sendable({ name, text, values }: Statement): QueryConfig {
    const known = this.texts.get(name);
    if (known === undefined && name !== '') this.texts.set(name, text);
    else if (known !== undefined && known !== text) throw new Error(`Two statements are named ${name}.`);
    return { name, text, values: values.map(sent) };
  }
}

function sent(value: unknown): string | Buffer | null {
  return (Array.isArray(value) ? arrayLiteral(value) : undefined) ?? prepareValue(value);
}
