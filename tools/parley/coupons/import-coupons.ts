import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { failure } from '../parley.error.js';
import type { House } from '../platform/house-database.js';
import { addCoupons } from './coupons.store.pg.js';

/** What became of a file of codes. */
export interface ImportedCoupons {
  readonly added: number;
  /** In the pool, or in the file, before. */
  readonly known: number;
  readonly refused: readonly { readonly line: number; readonly reason: string }[];
}

const AT_ONCE = 5000;
const LONGEST = 80;

/**
 * Reads codes, one a line, into a pool, in their order; good ones are kept whatever else the file holds.
 *
 * @param pools those that flows of the applied configuration draw from: codes of another would be given to nobody
 * @throws ParleyError POOL_UNKNOWN, FILE_MISSING; what the database says
 */
export async function importCoupons(
  house: House,
  pools: readonly string[],
  pool: string,
  file: string,
): Promise<ImportedCoupons> {
  if (!pools.includes(pool)) throw failure.poolUnknown(pool, pools);
  const refused: { line: number; reason: string }[] = [];
  let [added, good, line] = [0, 0, 0];
  let codes: string[] = [];
  const flush = async (): Promise<void> => {
    added += await addCoupons(house, pool, codes);
    codes = [];
  };
  try {
    for await (const raw of createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity })) {
      line += 1;
      const code = (line === 1 ? raw.replace(/^\ufeff/, '') : raw).trim();
      if (code === '') continue;
      const reason = faultOf(code);
      if (reason !== undefined) {
        refused.push({ line, reason });
        continue;
      }
      good += 1;
      codes.push(code);
      if (codes.length >= AT_ONCE) await flush();
    }
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ENOENT' ? failure.noSuchFile(file) : error;
  }
  if (codes.length > 0) await flush();
  return { added, known: good - added, refused };
}

function faultOf(code: string): string | undefined {
  if (code.length > LONGEST) return `COUPON_TOO_LONG a code has at most ${LONGEST} characters.`;
  return /[\p{Cc}\p{Cs}]/u.test(code) ? 'COUPON_UNREADABLE a code has no control characters.' : undefined;
}
