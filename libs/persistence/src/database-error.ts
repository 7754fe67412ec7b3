/** SQLSTATE classes that say "the database is away or busy": worth the same work again later. */
const TRANSIENT = /^(08|53|57P|58|40001|40P01|55P03|25006)/;
const SOCKET =
  /ECONNREFUSED|ECONNRESET|ECONNABORTED|EHOSTUNREACH|ENETUNREACH|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|Connection terminated|timeout exceeded|not queryable/;

/** What went wrong in PostgreSQL, in the two words that matter: is it worth retrying, was it a duplicate. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';

  private constructor(
    message: string,
    /** SQLSTATE, or the socket's code. */
    readonly code: string,
    readonly constraint: string | undefined,
    /** True: infrastructure; the same work may succeed later. False: the statement itself is wrong. */
    readonly transient: boolean,
  ) {
    super(message);
  }

  get isUniqueViolation(): boolean {
    return this.code === '23505';
  }

  /** Wraps what the driver threw. Keeps message and SQLSTATE, not the values (they may hold personal data). */
  static from(error: unknown): DatabaseError {
    if (error instanceof DatabaseError) return error;
    const { message, code, constraint } = error as { message?: string; code?: string; constraint?: string };
    const text = message ?? String(error);
    const transient = TRANSIENT.test(code ?? '') || SOCKET.test(`${code ?? ''} ${text}`);
    return new DatabaseError(text, code ?? 'UNKNOWN', constraint, transient);
  }
}
