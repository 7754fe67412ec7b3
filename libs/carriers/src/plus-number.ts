/**
 * A number that a carrier writes with its country code and without the plus: the plus is put back, or the
 * digits would be read as a local number of our sender's country. Short codes and names stay as they are.
 */
export function plusNumber(number: string): string {
  return /^[1-9]\d{7,14}$/.test(number) ? `+${number}` : number;
}
