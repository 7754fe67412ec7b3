import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { LedgerEntry } from './ledger.entries.js';

/** How long lines wait for company before they are written, ms. */
const flushMs = 10;
/** The shortest time between two syncs to the disk, ms. */
const syncMs = 100;

/**
 * What the simulator saw and did, one JSON object per line, appended only: the truth in tests. Lines are
 * written together every ~10 ms and synced to the disk at most every 100 ms.
 */
export class Ledger {
  private pending = '';
  private timer: NodeJS.Timeout | undefined;
  private syncTimer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();
  private dirty = false;
  private syncedAt = 0;
  private failure: Error | undefined;

  private constructor(
    readonly file: string,
    private readonly handle: FileHandle,
  ) {}

  /** Opens the file for appending and creates it with its folders where there is none. */
  static async open(file: string): Promise<Ledger> {
    await mkdir(dirname(file), { recursive: true });
    const handle = await open(file, 'a+');
    await endTornLine(handle);
    return new Ledger(file, handle);
  }

  /** Adds a line. Throws once the file could not be written: a carrier without its books takes no texts. */
  append(entry: LedgerEntry): void {
    if (this.failure !== undefined) throw this.failure;
    this.pending += `${JSON.stringify(entry)}\n`;
    this.timer ??= setTimeout(() => void this.flush().catch(() => undefined), flushMs);
  }

  /** Writes what is pending; resolves when every line so far can be read from the file. */
  flush(): Promise<void> {
    if (this.timer !== undefined) clearTimeout(this.timer);
    this.timer = undefined;
    this.writing = this.writing.then(() => this.write());
    return this.writing;
  }

  /** Writes and syncs everything, then closes the file. */
  async close(): Promise<void> {
    try {
      await this.flush();
      clearTimeout(this.syncTimer);
      if (this.dirty) await this.handle.datasync();
    } finally {
      await this.handle.close();
    }
  }

  private async write(): Promise<void> {
    if (this.failure !== undefined) throw this.failure;
    const lines = this.pending;
    this.pending = '';
    try {
      if (lines.length > 0) {
        await this.handle.appendFile(lines);
        this.dirty = true;
      }
      await this.sync();
    } catch (error) {
      this.failure = new Error(
        `LEDGER_UNWRITABLE: the ledger ${this.file} cannot be written (${(error as Error).message}); free the disk.`,
        { cause: error },
      );
      throw this.failure;
    }
  }

  private async sync(): Promise<void> {
    if (!this.dirty) return;
    const due = this.syncedAt + syncMs - Date.now();
    if (due > 0) {
      this.syncTimer ??= setTimeout(() => void this.flush().catch(() => undefined), due);
      return;
    }
    clearTimeout(this.syncTimer);
    this.syncTimer = undefined;
    this.syncedAt = Date.now();
    this.dirty = false;
    await this.handle.datasync();
  }
}

/** A line cut short by a crash gets its end, so that the next one starts on a line of its own. */
async function endTornLine(handle: FileHandle): Promise<void> {
  const { size } = await handle.stat();
  if (size === 0) return;
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
  if (buffer[0] !== 0x0a) await handle.appendFile('\n');
}
