import { countSegments } from './segments.js';
import { GSM7_LOOKALIKES } from './smart-encoding.data.js';

/** A character that was replaced, by what, and how often. */
export interface Replacement {
  readonly character: string;
  readonly by: string;
  readonly times: number;
}

export interface SmartText {
  readonly text: string;
  /** Empty: the text is as it was written. */
  readonly replaced: readonly Replacement[];
}

const NOTHING: readonly Replacement[] = Object.freeze([]);
const BEYOND_ASCII = /[^\x00-\x7f]|[`\t\v]/gu;

/**
 * Puts GSM-7 characters for what looks the same (curly quotes, dashes, the ellipsis, wide and invisible spaces, full-width
 * forms), if the whole text is GSM-7 after that and takes no more segments: one curly apostrophe more than doubles what a
 * text costs. Otherwise the text stays as it is, with its every character. Composes accents on the way (NFC).
 * A text that is GSM-7 already costs one count.
 */
export function smartEncoding(written: string): SmartText {
  const before = countSegments(written);
  if (before.encoding === 'gsm7') return { text: written, replaced: NOTHING };
  const times = new Map<string, number>();
  const text = written.normalize('NFC').replace(BEYOND_ASCII, (character) => {
    const by = GSM7_LOOKALIKES.get(character);
    if (by === undefined) return character;
    times.set(character, (times.get(character) ?? 0) + 1);
    return by;
  });
  const after = countSegments(text);
  if (after.encoding !== 'gsm7' || after.segments > before.segments)
    return { text: written, replaced: NOTHING };
  const replaced = [...times].map(([character, count]) => ({
    character,
    by: GSM7_LOOKALIKES.get(character)!,
    times: count,
  }));
  return { text, replaced };
}
