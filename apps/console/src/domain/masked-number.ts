/** A number for those who need not see it: what country it is of, and its end to tell it from another. */
export function maskedNumber(e164: string): string {
  return e164.length < 9 ? '•'.repeat(e164.length) : `${e164.slice(0, 2)}•••••${e164.slice(-4)}`;
}
