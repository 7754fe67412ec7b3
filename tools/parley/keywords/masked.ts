/** A number of which only those who know it see whose it is: `+1…01`. */
export function masked(number: string): string {
  return `${number.slice(0, 2)}…${number.slice(-2)}`;
}
