import { open, stat } from 'node:fs/promises';

/** How long the file is now, in bytes; 0 when it is not there. */
export async function lengthOf(file: string): Promise<number> {
  return stat(file).then(
    (s) => s.size,
    () => 0,
  );
}

/** What was written to the file from the given place on, in bytes, at most the last 64 KiB. */
export async function writtenSince(file: string, start: number): Promise<string> {
  const end = await lengthOf(file);
  const from = Math.max(Math.min(start, end), end - 64 * 1024);
  const handle = await open(file, 'r').catch(() => undefined);
  if (handle === undefined) return '';
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(end - from), 0, end - from, from);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}

const STAMP = /^[\d\-:.,\s]+(UTC|GMT)?\s*(\[\d+\]\s*)?/;
const RANK = /^(FATAL|PANIC|ERROR|LOG|error|[\w.$]+(Exception|Error)):\s*/;

/** The last line that says something (of those that match, if any), its first sentence alone, without stamp and rank. */
export function lastWords(text: string, prefer?: RegExp): string {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('at '));
  const line = lines.findLast((candidate) => prefer?.test(candidate)) ?? lines.at(-1) ?? 'it said nothing';
  const [sentence] = line
    .replace(STAMP, '')
    .replace(RANK, '')
    .split(/\.\s+(?=[A-Z])/);
  return sentence!.replace(/[.\s]+$/, '').slice(0, 200);
}
