import { Query, type Client } from 'pg';

/** A column's text, undefined for NULL. */
export type CopiedRow = readonly (string | undefined)[];

/**
 * Rows of a statement as `COPY … TO STDOUT` writes them: a message and a string per row instead of one per column,
 * for reading more rows than a result is made for. COPY takes no parameters: quote with `client.escapeLiteral`.
 */
export function copyOut(client: Client, select: string): Promise<readonly CopiedRow[]> {
  return new Promise((resolve, reject) => {
    const rows: CopiedRow[] = [];
    const done = (error: Error | null | undefined): void => (error ? reject(error) : resolve(rows));
    client.query(new CopyQuery(`COPY (${select}) TO STDOUT`, rows, done));
  });
}

class CopyQuery extends Query {
  constructor(
    text: string,
    private readonly rows: CopiedRow[],
    done: (error: Error | null | undefined) => void,
  ) {
    super(text, done as never);
  }

  /** Called by the driver, a row each. */
  handleCopyData(message: { readonly chunk: Buffer }): void {
    const { chunk } = message;
    this.rows.push(readCopied(chunk.toString('utf8', 0, chunk.length - 1)));
  }
}

/** A line of COPY's text format, without its end. */
export function readCopied(line: string): CopiedRow {
  const columns: (string | undefined)[] = line.split('\t');
  if (!line.includes('\\')) return columns;
  for (let i = 0; i < columns.length; i++) {
    const column = columns[i]!;
    if (column === '\\N') columns[i] = undefined;
    else if (column.includes('\\')) columns[i] = column.replace(/\\(.)/gs, unescaped);
  }
  return columns;
}

const BY_LETTER: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

function unescaped(_: string, letter: string): string {
  return BY_LETTER[letter] ?? letter;
}
