/**
 * Gives each conversation's phones numbers of their own, North American ones from 213-200-0000 on.
 *
 * @returns number by the phone's name
 */
export function phoneBook(): (phones: readonly string[]) => ReadonlyMap<string, string> {
  let next = 2_132_000_000;
  return (phones) => new Map(phones.map((phone) => [phone, `+1${next++}`]));
}
