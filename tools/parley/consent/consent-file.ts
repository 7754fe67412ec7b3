import { createReadStream } from 'node:fs';
import { parse, type CsvError } from 'csv-parse';
import { CONSENT_COLUMNS, type ConsentColumn, type ConsentRow } from './consent-row.js';

/** A row as it lies in the file. */
export interface FileRow {
  /** Where it ends, from 1. */
  readonly line: number;
  readonly row: ConsentRow;
  /** Its fields in the order of the header, for the file of rejects. */
  readonly fields: readonly string[];
  /** Set where it is no row of this file: too many or too few fields. */
  readonly malformed?: string;
}

export interface ConsentFile {
  /** As written. */
  readonly header: readonly string[];
  readonly rows: AsyncIterable<FileRow>;
  /** Bytes read so far. */
  bytesRead(): number;
}

/** A header that does not say what is in the file. */
export class HeaderError extends Error {
  readonly code = 'HEADER_INVALID';
}

/**
 * Streams a CSV file (RFC 4180; comma, semicolon or tab, with or without a byte order mark), never more than a
 * few rows in memory. The header names the columns in any order; others are left alone.
 *
 * @throws HeaderError when `number` is not among them
 */
export async function openConsentFile(path: string): Promise<ConsentFile> {
  const source = createReadStream(path);
  const parser = source.pipe(
    parse({
      bom: true,
      delimiter: [',', ';', '\t'],
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      trim: true,
      max_record_size: 16_384,
    }),
  );
  source.on('error', (error) => parser.destroy(error));
  const records = parser[Symbol.asyncIterator]() as AsyncIterator<{
    record: string[];
    info: { lines: number; error?: CsvError };
  }>;
  const first = await records.next();
  const header = first.done ? [] : first.value.record;
  const names = header.map((name) => name.trim().toLowerCase().replace(/[ -]/g, '_'));
  if (!names.includes('number')) {
    source.destroy();
    throw new HeaderError(
      `The first line must name the columns, "number" among them (${CONSENT_COLUMNS.join(', ')}); add it.`,
    );
  }
  return { header, rows: rowsOf(records, names), bytesRead: () => source.bytesRead };
}

async function* rowsOf(
  records: AsyncIterator<{ record: string[]; info: { lines: number } }>,
  names: readonly string[],
): AsyncGenerator<FileRow> {
  for (;;) {
    const next = await records.next();
    if (next.done) return;
    const { record, info } = next.value;
    const row: Partial<Record<ConsentColumn, string>> = {};
    names.forEach((name, i) => {
      if ((CONSENT_COLUMNS as readonly string[]).includes(name)) row[name as ConsentColumn] = record[i] ?? '';
    });
    const malformed =
      record.length === names.length
        ? {}
        : { malformed: `it has ${record.length} fields, and the header names ${names.length}` };
    yield { line: info.lines, row, fields: record, ...malformed };
  }
}
