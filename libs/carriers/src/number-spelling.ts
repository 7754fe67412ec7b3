/** A number for carriers that want E.164 without its plus sign. */
export function withoutPlus(number: string): string {
  return number.startsWith('+') ? number.slice(1) : number;
}
