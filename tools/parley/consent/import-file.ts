import { createWriteStream, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { consentRequested } from '@parley/contracts';
import { readConsentRow, type KnownConfig, type RowDefaults, type RowFault } from './consent-row.js';
import { openConsentFile } from './consent-file.js';
import type { EventSender } from './event-sender.js';

/** A row that was not taken. */
export interface Reject {
  readonly line: number;
  readonly code: RowFault;
  readonly message: string;
}

export interface Imported {
  readonly rows: number;
  readonly taken: number;
  readonly rejected: number;
  /** The first of them; all are in the file of rejects. */
  readonly rejects: readonly Reject[];
  /** Written where a row was rejected. */
  readonly rejectsFile?: string;
}

export interface ImportOptions {
  readonly path: string;
  readonly rejectsFile: string;
  readonly defaults: RowDefaults;
  readonly config: KnownConfig;
  /** Absent: a dry run, nothing is published. */
  readonly sender?: Pick<EventSender, 'send' | 'flush'> | undefined;
  readonly nowMs: number;
  readonly onProgress?: (bytesRead: number, rows: number) => void;
}

const MOST_SHOWN = 20;
const PROGRESS_EVERY = 500;

/**
 * Asks for what a consent file says, row by row; bad rows are put aside with line and reason, good ones go on.
 * A row's event id is made of what the row says: importing a file again, or the rest of it after a break, asks
 * for nothing twice (as long as the inbox remembers, 8 days).
 */
export async function importFile(options: ImportOptions): Promise<Imported> {
  const { sender, onProgress } = options;
  const file = await openConsentFile(options.path);
  const rejects = new Rejects(options.rejectsFile, file.header);
  const seen = new Set<string>();
  let rows = 0;
  let taken = 0;
  try {
    for await (const { line, row, fields, malformed } of file.rows) {
      rows += 1;
      if (rows % PROGRESS_EVERY === 0) onProgress?.(file.bytesRead(), rows);
      const reading =
        malformed === undefined
          ? readConsentRow(row, options.defaults, options.config, options.nowMs)
          : ({ ok: false, code: 'ROW_MALFORMED', message: malformed } as const);
      if (!reading.ok) {
        await rejects.add({ line, code: reading.code, message: reading.message }, fields);
      } else if (seen.has(reading.content)) {
        await rejects.add({ line, code: 'ROW_DUPLICATE', message: 'the file says the same before' }, fields);
      } else {
        seen.add(reading.content);
        taken += 1;
        await sender?.send(consentRequested, `consent-import/${reading.content}`, reading.request);
      }
    }
    await sender?.flush();
  } catch (error) {
    // What was put aside until then stays, whole.
    await rejects.end();
    throw error;
  }
  onProgress?.(file.bytesRead(), rows);
  const written = await rejects.end();
  return {
    rows,
    taken,
    rejected: rejects.count,
    rejects: rejects.first,
    ...(written !== undefined && { rejectsFile: written }),
  };
}

/** The rows that were not taken, as they lay in the file, with line and reason: mend them and import this file. */
class Rejects {
  readonly first: Reject[] = [];
  count = 0;
  private stream: WriteStream | undefined;

  constructor(
    private readonly path: string,
    private readonly header: readonly string[],
  ) {}

  async add(reject: Reject, fields: readonly string[]): Promise<void> {
    this.count += 1;
    if (this.first.length < MOST_SHOWN) this.first.push(reject);
    this.stream ??= this.open();
    const line = csvLine([...fields, String(reject.line), reject.code, reject.message]);
    if (!this.stream.write(line)) await once(this.stream, 'drain');
  }

  async end(): Promise<string | undefined> {
    if (this.stream === undefined) return undefined;
    this.stream.end();
    await once(this.stream, 'finish');
    return this.path;
  }

  private open(): WriteStream {
    // It holds numbers: its owner's alone.
    const stream = createWriteStream(this.path, { mode: 0o600 });
    stream.write(csvLine([...this.header, 'line', 'code', 'reason']));
    return stream;
  }
}

function csvLine(fields: readonly string[]): string {
  const quoted = fields.map((field) =>
    /[",;\t\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field,
  );
  return `${quoted.join(',')}\n`;
}
