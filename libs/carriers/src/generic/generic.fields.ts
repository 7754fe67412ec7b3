import { isoInstant } from '../iso-instant.js';
import { refuse, type Refused } from '../refusals.js';

/** The value at a path; undefined where there is none. Only what the body itself holds is seen. */
export function valueAt(value: unknown, path: string): unknown {
  let at = value;
  for (const name of path.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined;
    at = (at as Record<string, unknown>)[name];
  }
  return at;
}

/** A text or a number as a text; undefined where there is neither, or nothing in it. */
export function wordAt(value: unknown, path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  const found = valueAt(value, path);
  if (typeof found === 'number' && Number.isFinite(found)) return String(found);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

const longest = 128;

/** Reads words by their paths; refuses the entry where one lacks or is longer than any id. */
export function wordsAt<K extends string>(
  entry: unknown,
  required: Readonly<Record<K, string>>,
): { words: Record<K, string> } | Refused {
  const words: Partial<Record<K, string>> = {};
  for (const [key, path] of Object.entries(required) as [K, string][]) {
    const word = wordAt(entry, path);
    if (word === undefined) return refuse('FIELD_MISSING', `The field "${path}" is missing or empty.`);
    if (word.length > longest) {
      return refuse(
        'FIELD_INVALID',
        `The field "${path}" must be a string of at most ${longest} characters.`,
      );
    }
    words[key] = word;
  }
  return { words: words as Record<K, string> };
}

/** An optional word of at most 128 characters; a longer one counts as none. */
export function shortWordAt(entry: unknown, path: string | undefined): string | undefined {
  const word = wordAt(entry, path);
  return word !== undefined && word.length <= longest ? word : undefined;
}

/** A time in the carrier's unit, as ms since the epoch; undefined where there is none. */
export function instantAt(
  entry: unknown,
  time: { path: string; as: 'iso' | 'ms' | 's' } | undefined,
): number | undefined {
  if (time === undefined) return undefined;
  const word = wordAt(entry, time.path);
  if (word === undefined || time.as === 'iso') return isoInstant(word);
  const ms = Number(word) * (time.as === 's' ? 1_000 : 1);
  // 8.64e15 ms is the largest time that a Date can hold.
  return ms >= 0 && ms <= 8.64e15 ? ms : undefined;
}
