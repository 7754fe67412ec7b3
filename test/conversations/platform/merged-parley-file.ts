import { readFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';

type Entry = Record<string, unknown>;

/**
 * Several parley.yaml as one, for a platform that plays the conversations of all of them: their sections one after the
 * other, each sender with its own file's brand. Names that two of them declare are refused when it is applied.
 */
export function mergedParleyFile(paths: readonly string[]): string {
  const merged: Record<string, unknown> = { version: 1, brand: 'Golden conversations' };
  for (const path of paths) {
    const { version: _version, brand, ...sections } = parse(readFileSync(path, 'utf8')) as Entry;
    for (const [section, entries] of Object.entries(sections)) {
      const branded = (entry: Entry): Entry => (section === 'senders' ? { brand, ...entry } : entry);
      merged[section] = [
        ...((merged[section] as Entry[] | undefined) ?? []),
        ...(entries as Entry[]).map(branded),
      ];
    }
  }
  return stringify(merged);
}
