const internationalDigits = /^\d{9,15}$/;

/**
 * E.164 of a person's number as carriers write it that leave the plus sign out: their digits always begin with
 * the calling code, so nothing may be read into them by a default country. Short codes and words stay as they are.
 */
export function withPlus(number: string): string {
  return internationalDigits.test(number) ? `+${number}` : number;
}

/** A number for carriers that want E.164 without its plus sign. */
export function withoutPlus(number: string): string {
  return number.startsWith('+') ? number.slice(1) : number;
}
