/** SQLSTATE classes that say "the database is away or busy": worth the same work again later. */
const TRANSIENT = /^(08|53|57P|58|40001|40P01|55P03|25006)/;
const SOCKET =
  /ECONNREFUSED|ECONNRESET|ECONNABORTED|EHOSTUNREACH|ENETUNREACH|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|Connection terminated|timeout exceeded|not queryable/;

/** SQLSTATE classes that blame the values: cardinality, data, integrity, limits, an exception that SQL raised. */
const ABOUT_VALUES = /^(21|22|23|54|P0|UNKNOWN)/;

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

  /**
   * True: the values are at fault, so others may pass. False: the server, the schema (not migrated yet?) or our
   * rights are, and no statement of this kind will pass before that is mended.
   */
  get isAboutValues(): boolean {
    return !this.transient && ABOUT_VALUES.test(this.code);
  }

  get isUniqueViolation(): boolean {
    return this.code === '23505';
  }

  /** Wraps what the driver threw. Keeps message and SQLSTATE, not the values (they may hold personal data). */
  static from(error: unknown): DatabaseError {
    if (error instanceof DatabaseError) return error;
    const { message, code, constraint } = error as { message?: string; code?: string; constraint?: string };
    // Class 22 quotes the value that it could not read.
    const text = (message ?? String(error)).replace(code?.startsWith('22') ? /: ".*$/s : '', '');
    const transient = TRANSIENT.test(code ?? '') || SOCKET.test(`${code ?? ''} ${text}`);
    return new DatabaseError(text, code ?? 'UNKNOWN', constraint, transient);
  }
}
