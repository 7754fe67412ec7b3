/**
 * Carrier errors that say something of the person's phone, not of the text, the sender or the moment: after several in
 * a row the number is given up. (Codes of the closed list in libs/carriers.)
 */
const OF_THE_PHONE: ReadonlySet<string> = new Set(['INVALID_NUMBER', 'LANDLINE', 'UNREACHABLE']);

/** Whether a final status counts towards giving the number up. */
export function isFailureOfPhone(status: string, code: string | undefined): boolean {
  return (status === 'undelivered' || status === 'rejected') && code !== undefined && OF_THE_PHONE.has(code);
}
