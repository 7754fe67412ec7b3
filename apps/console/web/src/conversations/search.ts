/** What the search form holds. */
export interface Asked {
  readonly words: string;
  readonly keyword: string;
  readonly sender: string;
  readonly state: string;
}

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const HEX = /^[0-9a-f]{32}$/i;
const NUMBER = /^\+?[\d\s().•-]{3,}$/;

/** What the one field means: an id, a number, or words of a text. */
export function meantBy(words: string): { id: string } | { number: string } | { text: string } {
  const trimmed = words.trim();
  if (UUID.test(trimmed) || HEX.test(trimmed)) return { id: trimmed };
  return NUMBER.test(trimmed) ? { number: trimmed.replace(/\D/g, '') } : { text: trimmed };
}

/** The query of the back end; empty fields are left out, and an id is not searched but opened. */
export function queryOf({ words, keyword, sender, state }: Asked): string {
  const meant = meantBy(words);
  const fields = { ...('id' in meant ? {} : meant), keyword: keyword.trim(), sender, state };
  const given = Object.entries(fields).filter(([, value]) => value !== '');
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
}
