const FIRST = 2_132_000_000;

/**
 * Gives each conversation's phones numbers of their own, North American ones from 213-200-0000 on.
 *
 * @param skipped how many of them are left out, for who plays on a platform that has met the first
 * @returns number by the phone's name
 */
export function phoneBook(skipped = 0): (phones: readonly string[]) => ReadonlyMap<string, string> {
  let next = FIRST + skipped;
  return (phones) => new Map(phones.map((phone) => [phone, `+1${next++}`]));
}
