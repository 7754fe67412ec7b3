import { open } from 'node:fs/promises';
import type { LedgerEntry } from '../../tools/simulator/index.js';

const NEWLINE = 0x0a;
const PART = 1024 * 1024;

/** Reads a ledger that is being written, each line once. */
export class LedgerTail {
  readonly entries: LedgerEntry[] = [];
  private offset = 0;

  constructor(private readonly file: string) {}

  /** Takes in what was written since the last call; resolves with all entries so far. */
  async read(): Promise<readonly LedgerEntry[]> {
    const handle = await open(this.file, 'r');
    try {
      for (;;) {
        const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(PART), 0, PART, this.offset);
        const end = buffer.subarray(0, bytesRead).lastIndexOf(NEWLINE) + 1;
        if (end === 0) return this.entries;
        this.offset += end;
        for (const line of buffer.toString('utf8', 0, end - 1).split('\n')) {
          this.entries.push(JSON.parse(line) as LedgerEntry);
        }
      }
    } finally {
      await handle.close();
    }
  }
}
