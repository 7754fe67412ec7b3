import type { StoryEntry } from './story-entry.js';

/** Of what an event says besides its text: what holds words of the person, or was read out of them. */
const OF_WORDS: ReadonlySet<string> = new Set(['captured', 'match', 'media']);

/** What of an entry are somebody's words. */
export interface Spoken {
  readonly text?: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** An entry without words, and the words; undefined where there are none. */
export function apart(entry: StoryEntry): { readonly rest: StoryEntry; readonly spoken: Spoken | undefined } {
  const said = Object.entries(entry.data).filter(
    ([name, value]) => OF_WORDS.has(name) && value !== undefined,
  );
  const { text } = entry;
  if (text === undefined && said.length === 0) return { rest: entry, spoken: undefined };
  const others = Object.entries(entry.data).filter(([name]) => !OF_WORDS.has(name));
  return {
    rest: { ...entry, text: undefined, data: Object.fromEntries(others) },
    spoken: {
      ...(text !== undefined && { text }),
      ...(said.length > 0 && { data: Object.fromEntries(said) }),
    },
  };
}

/** The entry that `apart` parted. */
export function together(rest: StoryEntry, { text, data }: Spoken): StoryEntry {
  return { ...rest, ...(text !== undefined && { text }), data: { ...rest.data, ...data } };
}
