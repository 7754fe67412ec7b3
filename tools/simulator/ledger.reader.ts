import { createReadStream } from 'node:fs';
import type { LedgerEntry } from './ledger.entries.js';

/**
 * The entries of a ledger file, in order. A line that a crash cut short is left out: what was not written to
 * its end was never promised. A line that is whole but no JSON throws, with its number.
 */
export async function* readLedger(file: string): AsyncGenerator<LedgerEntry> {
  let rest = '';
  let line = 0;
  for await (const chunk of createReadStream(file, { encoding: 'utf8', highWaterMark: 256 * 1024 })) {
    const lines = (rest + (chunk as string)).split('\n');
    rest = lines.pop() ?? '';
    for (const text of lines) {
      line++;
      const entry = parse(text, file, line);
      if (entry !== undefined) yield entry;
    }
  }
}

/** All entries of a ledger file. */
export async function ledgerEntries(file: string): Promise<LedgerEntry[]> {
  const entries: LedgerEntry[] = [];
  for await (const entry of readLedger(file)) entries.push(entry);
  return entries;
}

function parse(text: string, file: string, line: number): LedgerEntry | undefined {
  try {
    return JSON.parse(text) as LedgerEntry;
  } catch {
    // Cut short by a crash: an object's line ends with its brace.
    if (!text.endsWith('}')) return undefined;
    throw new Error(`LEDGER_CORRUPT: line ${line} of ${file} is no JSON; the ledger cannot be judged.`);
  }
}
