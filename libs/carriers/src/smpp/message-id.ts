/** How a carrier writes its message ids: as a text, or as one number in hex or in decimal. */
export type IdSpelling = 'text' | 'hex' | 'decimal';

const HEX = /^(?:0x)?[0-9a-f]+$/i;
const DECIMAL = /^\d+$/;
const LONGEST = 128;

/**
 * One form for each id, so that a receipt finds the answer to the submit_sm in whatever spelling either came.
 * Numbers are written in decimal; texts lose leading zeros and upper case where they look like a number. Undefined
 * where the carrier gave none.
 */
export function canonicalId(id: string | undefined, spelling: IdSpelling): string | undefined {
  const written = id?.trim().slice(0, LONGEST);
  if (!written) return undefined;
  if (spelling === 'hex' && HEX.test(written)) return BigInt(`0x${written.replace(/^0x/i, '')}`).toString();
  if (spelling === 'decimal' && DECIMAL.test(written)) return BigInt(written).toString();
  if (spelling === 'text' && HEX.test(written)) return written.toLowerCase().replace(/^0+(?=.)/, '');
  return written;
}
